import { type Document, ObjectId } from 'bson';
import { CommandError } from '../errors.ts';
import { elementSize, findElement } from '../index/raw-document.ts';
import { checkHint } from '../query/hint.ts';
import { select } from '../query/select.ts';
import { checkSize, runUpdate } from '../query/write.ts';
import { encode } from '../wire/bson-writer.ts';
import { type Command, collectionFor, collectionIn, OK } from './command.ts';
import { checkStatement } from './fields.ts';

const ID = Buffer.from('_id');

const LENGTH = 4;
const ID_HEAD = 1 + ID.length + 1;

const withParts = (parts: readonly Buffer[]): Buffer => {
  const length = Buffer.allocUnsafe(LENGTH);
  length.writeInt32LE(
    parts.reduce((sum, part) => sum + part.length, LENGTH),
    0,
  );
  return Buffer.concat([length, ...parts]);
};

/** A stored document begins with its `_id`, which is neither a list nor a pattern. */
const withId = (raw: Buffer): Buffer => {
  const id = findElement(raw, ID);
  if (!id) return withParts([encode({ _id: new ObjectId() }).subarray(LENGTH, -1), raw.subarray(LENGTH)]);
  if (id.type === 4 || id.type === 11) throw new CommandError(53, "The '_id' value cannot be of this type");
  const start = id.at - ID_HEAD;
  if (start === LENGTH) return raw;
  const end = id.at + elementSize(raw, id);
  return withParts([raw.subarray(start, end), raw.subarray(LENGTH, start), raw.subarray(end)]);
};

/** Does the statements in turn; after an error the rest are done only when their order does not matter. */
const each = <T>(statements: readonly T[], ordered: boolean, work: (statement: T, index: number) => void): Document => {
  const writeErrors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      work(statement, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.details });
      if (ordered) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
};

const insert: Command = (call) => {
  const collection = collectionFor(call);
  let n = 0;
  const errors = each(call.request.documents, call.request.body['ordered'] !== false, (raw) => {
    collection.insert(withId(checkSize(raw)));
    n += 1;
  });
  return { n, ...errors, ...OK };
};

const update: Command = (call) => {
  for (const statement of call.request.body['updates'] as Document[]) checkStatement('update', statement);
  const collection = collectionFor(call);
  const upserted: Document[] = [];
  let n = 0;
  let nModified = 0;
  const errors = each(
    call.request.body['updates'] as Document[],
    call.request.body['ordered'] !== false,
    (given, index) => {
      const { q, u, multi, upsert, arrayFilters, sort, hint } = given;
      checkHint(collection, hint);
      const outcome = runUpdate(collection, { filter: q, update: u, multi, upsert, arrayFilters, sort });
      n += outcome.matched;
      nModified += outcome.modified;
      if (outcome.upserted === undefined) return;
      n += 1;
      upserted.push({ index, _id: outcome.upserted });
    },
  );
  return { n, nModified, ...(upserted.length > 0 && { upserted }), ...errors, ...OK };
};

const remove: Command = (call) => {
  for (const statement of call.request.body['deletes'] as Document[]) checkStatement('delete', statement);
  const collection = collectionIn(call);
  let n = 0;
  const errors = each(call.request.body['deletes'] as Document[], call.request.body['ordered'] !== false, (given) => {
    checkHint(collection, given['hint']);
    for (const row of select(collection, { filter: given['q'], limit: Number(given['limit'] ?? 0) })) {
      collection?.remove(row);
      n += 1;
    }
  });
  return { n, ...errors, ...OK };
};

export const writeCommands: Readonly<Record<string, Command>> = { insert, update, delete: remove };
