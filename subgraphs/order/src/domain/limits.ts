/** The most pieces of one SKU in a cart or an order. */
export const MAX_QUANTITY = 999;

/** The most SKUs in a cart or an order. */
export const MAX_LINES = 100;
