import { type AnyBulkWriteOperation, MongoBulkWriteError } from 'mongodb';
import type { ProductDocuments } from '../../application/write.ports.ts';
import type { Product } from '../../domain/product.ts';
import type { ProductDocument } from './documents.ts';
import type { Mongo } from './mongo.ts';

const DUPLICATE_KEY = 11_000;

/** Replaces an older document. A newer one does not match, so the upsert meets its key: nothing to do then. */
const replaceOlder = ([id, product]: readonly [string, Product]): AnyBulkWriteOperation<ProductDocument> => ({
  replaceOne: { filter: { _id: id, version: { $lt: product.version } }, replacement: product, upsert: true },
});

export const makeProductDocuments = ({ products }: Mongo): ProductDocuments => ({
  versionsOf: async (ids) => {
    const found = await products.find({ _id: { $in: [...ids] } }, { projection: { version: 1 } }).toArray();
    return new Map(found.map(({ _id, version }) => [_id, version]));
  },
  save: async (folds) => {
    if (folds.size === 0) return;
    try {
      await products.bulkWrite([...folds].map(replaceOlder), { ordered: false });
    } catch (err) {
      const isOutdated =
        err instanceof MongoBulkWriteError && [err.writeErrors].flat().every(({ code }) => code === DUPLICATE_KEY);
      if (!isOutdated) throw err;
    }
  },
});
