import type { OwnersOf } from '../../application/prices/ports.ts';
import type { Mongo } from './mongo.ts';

const KIND = 'sku:';

/** By the claims that products have on their SKUs. One that was never used names a product that does not know the SKU. */
export const makeOwnersOf =
  ({ claims }: Mongo): OwnersOf =>
  async (skus) => {
    const ids = skus.map((sku) => KIND + sku);
    const found = await claims.find({ _id: { $in: ids } }, { projection: { productId: 1 } }).toArray();
    return new Map(found.map(({ _id, productId }) => [_id.slice(KIND.length), productId]));
  };
