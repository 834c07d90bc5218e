import { type Document, ObjectId } from 'bson';
import { CommandError } from '../errors.ts';
import type { Row } from '../index/ordered-entries.ts';
import { decode } from '../index/raw-document.ts';
import type { Collection } from '../storage/collection.ts';
import { encode } from '../wire/bson-writer.ts';
import { select } from './select.ts';
import type { SortSpec } from './sort.ts';
import { applyChange, type Change, isReplacement, seedOf } from './update.ts';
import { checkModifiers } from './update-parse.ts';

export const MAX_DOCUMENT = 16 * 1024 * 1024;

export const checkSize = (raw: Buffer): Buffer => {
  if (raw.length > MAX_DOCUMENT)
    throw new CommandError(10334, `a document of ${raw.length} bytes is over the limit of 16 MB`);
  return raw;
};

export type UpdateStatement = Change & {
  readonly multi?: boolean;
  readonly upsert?: boolean;
  readonly sort?: SortSpec | undefined;
};
export type UpdateOutcome = {
  readonly matched: number;
  readonly modified: number;
  readonly upserted?: unknown;
  /** The one document before and after, for findAndModify. */
  readonly before?: Buffer;
  readonly after?: Document;
};

const changeRow = (collection: Collection, row: Row, change: Change): UpdateOutcome => {
  const old = collection.read(row);
  const after = applyChange(decode(old), change);
  const raw = checkSize(encode(after));
  const same = raw.equals(old);
  if (!same) collection.replace(row, raw);
  return { matched: 1, modified: same ? 0 : 1, before: old, after };
};

const insertSeed = (collection: Collection, change: Change): UpdateOutcome => {
  const seed = seedOf(change.filter);
  const start = isReplacement(change.update) ? ('_id' in seed ? { _id: seed['_id'] } : {}) : seed;
  const built = applyChange(start, { ...change, inserting: true });
  const after = { _id: built['_id'] ?? new ObjectId(), ...built };
  collection.insert(checkSize(encode(after)));
  return { matched: 0, modified: 0, upserted: after._id, after };
};

/** One update statement, of updateOne, updateMany, replaceOne or findAndModify. */
export const runUpdate = (collection: Collection, statement: UpdateStatement): UpdateOutcome => {
  const { filter, sort, multi = false, upsert = false } = statement;
  if (multi && isReplacement(statement.update))
    throw new CommandError(9, 'a replacement cannot be applied to many documents');
  if (!Array.isArray(statement.update) && !isReplacement(statement.update)) checkModifiers(statement.update);
  const rows = select(collection, { filter, sort, limit: multi ? 0 : 1 });
  if (rows.length === 0) return upsert ? insertSeed(collection, statement) : { matched: 0, modified: 0 };
  const [only] = rows;
  if (rows.length === 1 && only) return changeRow(collection, only, statement);
  const outcomes = rows.map((row) => changeRow(collection, row, statement).modified);
  return { matched: rows.length, modified: outcomes.reduce((sum, count) => sum + count, 0) };
};
