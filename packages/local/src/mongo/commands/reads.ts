import { type Document, Long } from 'bson';
import { keyOf } from '../index/key.ts';
import type { Row } from '../index/ordered-entries.ts';
import { leavesOf } from '../index/path.ts';
import { decode } from '../index/raw-document.ts';
import { compileFilter } from '../query/filter.ts';
import { select } from '../query/select.ts';
import type { Collection } from '../storage/collection.ts';
import { encode } from '../wire/bson-writer.ts';
import { type Command, collectionIn, namespaceIn, numberIn, OK, refuse } from './command.ts';

const FIRST_BATCH = 101;
const CHUNK = 100;

/** Documents are read when their batch is sent: one removed meanwhile is left out, as in MongoDB. */
function* rawOf(collection: Collection, rows: readonly Row[]): Generator<Buffer, void> {
  for (const row of rows) if (collection.rows.has(row)) yield collection.read(row);
}

function* projected(documents: Iterable<Buffer>, filter: Document, projection: Document): Generator<Buffer, void> {
  const query = compileFilter(filter);
  let chunk: Document[] = [];
  for (const raw of documents) {
    chunk.push(decode(raw));
    if (chunk.length < CHUNK) continue;
    yield* query.project(chunk, projection).map(encode);
    chunk = [];
  }
  yield* query.project(chunk, projection).map(encode);
}

const find: Command = (call) => {
  const { filter = {}, sort, projection = {}, batchSize, singleBatch, ...rest } = call.request.body;
  refuse(rest, 'tailable', 'collation', 'min', 'max');
  const collection = collectionIn(call);
  const rows = collection
    ? select(collection, { filter, sort, skip: numberIn(rest['skip']), limit: numberIn(rest['limit']) })
    : [];
  const raw = collection ? rawOf(collection, rows) : [];
  const documents = Object.keys(projection).length > 0 ? projected(raw, filter, projection) : raw;
  const size = Number(batchSize ?? FIRST_BATCH);
  return call.server.cursors.open(namespaceIn(call), documents, { size, single: Boolean(singleBatch) });
};

const getMore: Command = ({ request, server }) => {
  const size = Number(request.body['batchSize'] ?? 0);
  return server.cursors.more(Long.fromValue(request.body['getMore']), size > 0 ? size : Number.POSITIVE_INFINITY);
};

const killCursors: Command = ({ request, server }) => {
  const ids = (request.body['cursors'] as (number | Long)[]).map((id) => Long.fromValue(id));
  const killed = ids.filter((id) => server.cursors.kill(id));
  return {
    cursorsKilled: killed,
    cursorsNotFound: ids.filter((id) => !killed.includes(id)),
    cursorsAlive: [],
    cursorsUnknown: [],
    ...OK,
  };
};

const count: Command = (call) => {
  const { query = {}, skip, limit, ...rest } = call.request.body;
  refuse(rest, 'collation');
  const collection = collectionIn(call);
  const selection = { filter: query, skip: numberIn(skip), limit: Math.abs(Number(limit ?? 0)) };
  return { n: collection ? select(collection, selection).length : 0, ...OK };
};

const distinct: Command = (call) => {
  const { key, query = {}, ...rest } = call.request.body;
  refuse(rest, 'collation');
  const collection = collectionIn(call);
  const path = String(key).split('.');
  const values = new Map<string, unknown>();
  for (const row of collection ? select(collection, { filter: query }) : [])
    for (const value of leavesOf(decode(collection?.read(row) ?? Buffer.alloc(0)), path).flat())
      if (value !== undefined) values.set(keyOf(value), value);
  return { values: [...values.keys()].sort().map((found) => values.get(found)), ...OK };
};

export const readCommands: Readonly<Record<string, Command>> = { find, getMore, killCursors, count, distinct };
