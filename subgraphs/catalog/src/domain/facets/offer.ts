const SEPARATOR = '|';

interface Offered {
  readonly condition: string | null;
  readonly foiling: string | null;
}

/** One way of being sold: what a condition and a foiling together say of one and the same SKU. */
export const offerOf = ({ condition, foiling }: Offered): string => `${condition ?? ''}${SEPARATOR}${foiling ?? ''}`;

export const readOffer = (offer: string): Offered => {
  const [condition = '', foiling = ''] = offer.split(SEPARATOR);
  return { condition: condition || null, foiling: foiling || null };
};
