/** The most pieces of one SKU in a cart or an order. */
export const MAX_QUANTITY = 999;

/** The most remarks on an order: its history is read as a whole. */
export const MAX_NOTES = 100;

/** The most SKUs in a cart or an order. */
export const MAX_LINES = 100;
