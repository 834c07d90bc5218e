import type { ImportProgress } from '../../application/write.ports.ts';
import type { Mongo } from './mongo.ts';

export const makeImportProgress = ({ imports, products }: Mongo): ImportProgress => ({
  finished: async (source) => (await imports.findOne({ _id: source })) ?? undefined,
  finish: async (source, done) => {
    await imports.replaceOne({ _id: source }, done, { upsert: true });
  },
  productCount: () => products.estimatedDocumentCount(),
});
