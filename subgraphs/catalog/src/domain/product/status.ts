export const PRODUCT_STATUSES = ['DRAFT', 'PUBLISHED', 'ARCHIVED', 'DELETED'] as const;
/** Only what is PUBLISHED is offered; ARCHIVED and DELETED keep their slug and SKUs, since orders refer to them. */
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];
