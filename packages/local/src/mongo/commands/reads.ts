import { type Document, Long } from 'bson';
import { keyOf } from '../index/key.ts';
import type { Row } from '../index/ordered-entries.ts';
import { leavesOf } from '../index/path.ts';
import { decode } from '../index/raw-document.ts';
import { compileFilter } from '../query/filter.ts';
import { checkHint } from '../query/hint.ts';
import { type Projection, readProjection } from '../query/projection.ts';
import { select } from '../query/select.ts';
import type { Collection } from '../storage/collection.ts';
import { encode } from '../wire/bson-writer.ts';
import { type Command, collectionIn, namespaceIn, numberIn, OK } from './command.ts';

const FIRST_BATCH = 101;
const CHUNK = 100;

/** Documents are read when their batch is sent: one removed meanwhile is left out, as in MongoDB. */
function* rawOf(collection: Collection, rows: readonly Row[]): Generator<Buffer, void> {
  for (const row of rows) if (collection.rows.has(row)) yield collection.read(row);
}

function* projected(documents: Iterable<Buffer>, filter: Document, projection: Projection): Generator<Buffer, void> {
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
  const { filter = {}, sort, projection = {}, hint, skip, limit, batchSize, singleBatch } = call.request.body;
  const collection = collectionIn(call);
  checkHint(collection, hint);
  const shown = readProjection(projection);
  const rows = select(collection, { filter, sort, skip: numberIn(skip), limit: numberIn(limit) });
  const raw = collection ? rawOf(collection, rows) : [];
  const documents = Object.keys(projection).length > 0 ? projected(raw, filter, shown) : raw;
  const size = Number(batchSize ?? FIRST_BATCH);
  return call.server.cursors.open(namespaceIn(call), documents, { size, single: Boolean(singleBatch) });
};

const getMore: Command = ({ request, server }) => {
  const size = Number(request.body['batchSize'] ?? 0);
  const namespace = `${request.database}.${request.body['collection']}`;
  const id = Long.fromValue(request.body['getMore']);
  return server.cursors.more(id, size > 0 ? size : Number.POSITIVE_INFINITY, namespace);
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
  const { query = {}, skip, limit, hint } = call.request.body;
  const collection = collectionIn(call);
  checkHint(collection, hint);
  const selection = { filter: query, skip: numberIn(skip), limit: Math.abs(Number(limit ?? 0)) };
  return { n: select(collection, selection).length, ...OK };
};

const distinct: Command = (call) => {
  const { key, query = {}, hint } = call.request.body;
  const collection = collectionIn(call);
  checkHint(collection, hint);
  const path = String(key).split('.');
  const values = new Map<string, unknown>();
  for (const row of select(collection, { filter: query }))
    for (const value of leavesOf(decode(collection?.read(row) ?? Buffer.alloc(0)), path).flat())
      if (value !== undefined) values.set(keyOf(value), value);
  return { values: [...values.keys()].sort().map((found) => values.get(found)), ...OK };
};

export const readCommands: Readonly<Record<string, Command>> = { find, getMore, killCursors, count, distinct };
