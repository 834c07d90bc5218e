import { namesOf } from '../../domain/product/names.ts';
import type { ClaimDocument, ProductDocument } from './documents.ts';
import { duplicatesIn, isDuplicateKey } from './duplicate-key.ts';
import type { Mongo } from './mongo.ts';

const DONE = 'name_claim.backfilled';
const PAGE = 500;

const claimsOf = ({ _id: productId, version, details }: ProductDocument): ClaimDocument[] =>
  namesOf({ details }).map(({ kind, value }) => ({
    _id: `${kind}:${value}`,
    productId,
    version,
    at: new Date(0),
    attempt: DONE,
  }));

const insert = async ({ claims }: Mongo, products: readonly ProductDocument[]): Promise<void> => {
  if (products.length === 0) return;
  try {
    await claims.insertMany(products.flatMap(claimsOf), { ordered: false });
  } catch (err) {
    duplicatesIn(err); // claimed already
  }
};

/** Claims the names of the products of before there were claims, once. Harmless to interrupt, and side by side. */
export const backfillClaims = async (mongo: Mongo): Promise<void> => {
  if (await mongo.counters.findOne({ _id: DONE })) return;
  let page: ProductDocument[] = [];
  for await (const product of mongo.products.find({}, { batchSize: PAGE })) {
    page.push(product);
    if (page.length < PAGE) continue;
    await insert(mongo, page);
    page = [];
  }
  await insert(mongo, page);
  try {
    await mongo.counters.insertOne({ _id: DONE, value: 1 });
  } catch (err) {
    if (!isDuplicateKey(err)) throw err; // another process did it meanwhile
  }
};
