import type { ProductEvents } from '../../application/write.ports.ts';
import type { Product } from '../../domain/product/state.ts';
import type { Mongo } from './mongo.ts';

const PAGE = 250;

const idsAfter = async ({ events }: Pick<Mongo, 'events'>, last: string): Promise<string[]> => {
  const found = events.find({ productId: { $gt: last }, version: 1 }, { projection: { productId: 1 }, limit: PAGE });
  return (await found.sort({ productId: 1, version: 1 }).toArray()).map(({ productId }) => productId);
};

/**
 * All products by id, a page at a time, as their events leave them in the moment in which the page is read. Documents
 * may lag behind events where a writer was killed, so they are not asked.
 */
export async function* allProducts(
  mongo: Pick<Mongo, 'events'>,
  events: Pick<ProductEvents, 'load'>,
): AsyncGenerator<readonly [id: string, product: Product]> {
  let ids = await idsAfter(mongo, '');
  while (ids.length > 0) {
    const products = await events.load(ids);
    for (const id of ids) {
      const product = products.get(id);
      if (product) yield [id, product];
    }
    ids = await idsAfter(mongo, ids.at(-1) ?? '');
  }
}
