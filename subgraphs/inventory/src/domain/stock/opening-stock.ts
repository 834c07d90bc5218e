import { createHash } from 'node:crypto';

/** The pieces that one warehouse opens with of one SKU. */
export interface Opening {
  readonly sku: string;
  readonly warehouseId: string;
  readonly onHand: number;
}

/** How many pieces of a SKU there are when it becomes known, over all warehouses, split by `share` (0 to 1) for the first. */
export type OpeningRule = (sku: string) => { readonly pieces: number; readonly share: number };

export const nothingInStock: OpeningRule = () => ({ pieces: 0, share: 0 });

const SOLD_OUT_PERCENT = 8;
const MOST_PIECES = 40;

/** Made-up stock for demonstrations, always the same for a SKU: up to 40 pieces, about 8 % of SKUs sold out. */
export const demoStock: OpeningRule = (sku) => {
  const digest = createHash('sha1').update(sku).digest();
  const isSoldOut = digest.readUInt32BE(0) % 100 < SOLD_OUT_PERCENT;
  return {
    pieces: isSoldOut ? 0 : 1 + (digest.readUInt32BE(4) % MOST_PIECES),
    share: (digest.readUInt32BE(8) % 101) / 100,
  };
};

/** One opening per SKU and warehouse. The first two warehouses share the pieces; further ones open empty. */
export const openingsOf = (skus: readonly string[], warehouseIds: readonly string[], rule: OpeningRule): Opening[] =>
  skus.flatMap((sku) => {
    const { pieces, share } = rule(sku);
    const first = warehouseIds.length === 1 ? pieces : Math.round(pieces * share);
    const shares = [first, pieces - first];
    return warehouseIds.map((warehouseId, place) => ({ sku, warehouseId, onHand: shares[place] ?? 0 }));
  });
