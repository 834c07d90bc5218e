import { FOLD_REVISION } from '../domain/product/state.ts';
import type { Mongo } from '../persistence/mongo/mongo.ts';
import { writeLine } from './json-lines.ts';

const PAGE = 500;

/** The lines of all products that are for sale, by id; read as they are taken. */
export async function* exportProducts({ products }: Pick<Mongo, 'products'>): AsyncGenerator<string> {
  const found = products.find({ status: 'PUBLISHED', fold: FOLD_REVISION }, { batchSize: PAGE }).sort({ _id: 1 });
  for await (const { _id, fold: _fold, ...product } of found) yield writeLine(_id, product);
}
