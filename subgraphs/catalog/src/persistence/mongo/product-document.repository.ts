import type { AnyBulkWriteOperation } from 'mongodb';
import type { ProductDocuments } from '../../application/write.ports.ts';
import { FOLD_REVISION, type Product } from '../../domain/product/state.ts';
import type { ProductDocument } from './documents.ts';
import { duplicatesIn } from './duplicate-key.ts';
import type { Mongo } from './mongo.ts';

/** Replaces an older document. A newer one does not match, so the upsert meets its key: nothing to do then. */
const replaceOlder = ([id, product]: readonly [string, Product]): AnyBulkWriteOperation<ProductDocument> => ({
  replaceOne: {
    filter: { _id: id, $or: [{ version: { $lt: product.version } }, { fold: { $ne: FOLD_REVISION } }] },
    replacement: { ...product, fold: FOLD_REVISION },
    upsert: true,
  },
});

const toProduct = ({ _id, fold, ...product }: ProductDocument): Product => product;

export const makeProductDocuments = ({ products }: Mongo): ProductDocuments => ({
  versionsOf: async (ids) => {
    const found = await products
      .find({ _id: { $in: [...ids] }, fold: FOLD_REVISION }, { projection: { version: 1 } })
      .toArray();
    return new Map(found.map(({ _id, version }) => [_id, version]));
  },
  find: async (ids) => {
    const found = await products.find({ _id: { $in: [...ids] }, fold: FOLD_REVISION }).toArray();
    return new Map(found.map((document) => [document._id, toProduct(document)]));
  },
  countInCategories: (ids) => products.countDocuments({ categories: { $in: [...ids] }, status: { $ne: 'DELETED' } }),
  save: async (folds) => {
    if (folds.size === 0) return;
    try {
      await products.bulkWrite([...folds].map(replaceOlder), { ordered: false });
    } catch (err) {
      duplicatesIn(err); // those have become newer meanwhile
    }
  },
});
