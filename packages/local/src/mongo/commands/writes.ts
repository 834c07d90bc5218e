import { type Document, ObjectId } from 'bson';
import { CommandError } from '../errors.ts';
import { findElement } from '../index/raw-document.ts';
import { select } from '../query/select.ts';
import { checkSize, runUpdate } from '../query/write.ts';
import { encode } from '../wire/bson-writer.ts';
import { type Command, collectionFor, collectionIn, OK, refuse } from './command.ts';

const ID = Buffer.from('_id');

/** A stored document has its `_id`, which is neither an array nor a pattern. */
const withId = (raw: Buffer): Buffer => {
  const id = findElement(raw, ID);
  if (id?.type === 4 || id?.type === 11) throw new CommandError(53, "The '_id' value cannot be of this type");
  if (id) return raw;
  const made = encode({ _id: new ObjectId() });
  const length = Buffer.allocUnsafe(4);
  length.writeInt32LE(made.length - 5 + raw.length, 0);
  return Buffer.concat([length, made.subarray(4, -1), raw.subarray(4)]);
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
  const collection = collectionFor(call);
  const upserted: Document[] = [];
  let n = 0;
  let nModified = 0;
  const errors = each(
    call.request.body['updates'] as Document[],
    call.request.body['ordered'] !== false,
    (given, index) => {
      refuse(given, 'collation');
      const { q, u, multi, upsert, arrayFilters, sort } = given;
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
  const collection = collectionIn(call);
  let n = 0;
  const errors = each(call.request.body['deletes'] as Document[], call.request.body['ordered'] !== false, (given) => {
    refuse(given, 'collation');
    if (!collection) return;
    for (const row of select(collection, { filter: given['q'], limit: Number(given['limit'] ?? 0) })) {
      collection.remove(row);
      n += 1;
    }
  });
  return { n, ...errors, ...OK };
};

export const writeCommands: Readonly<Record<string, Command>> = { insert, update, delete: remove };
