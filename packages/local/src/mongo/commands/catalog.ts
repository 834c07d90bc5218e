import type { Document } from 'bson';
import { CommandError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Collection } from '../storage/collection.ts';
import { encode } from '../wire/bson-writer.ts';
import { type Call, type Command, collectionIn, nameIn, namespaceIn, OK, refuse } from './command.ts';

const UNSUPPORTED = ['viewOn', 'pipeline', 'timeseries', 'capped', 'validator', 'collation', 'clusteredIndex'];

const databasesIn = ({ server }: Call): Document[] => {
  const sizes = new Map<string, number>();
  for (const { database, liveBytes } of server.store.all())
    sizes.set(database, (sizes.get(database) ?? 0) + liveBytes());
  return [...sizes].map(([name, sizeOnDisk]) => ({ name, sizeOnDisk, empty: false }));
};

const listDatabases: Command = (call) => {
  const { filter = {}, nameOnly } = call.request.body;
  const matching = compileFilter(filter);
  const found = databasesIn(call).filter((database) => matching.test(database));
  const databases = nameOnly ? found.map(({ name }) => ({ name })) : found;
  return { databases, totalSize: found.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk, 0), ...OK };
};

const describe = ({ name, options }: Collection): Document => ({
  name,
  type: 'collection',
  options,
  info: { readOnly: false },
  idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
});

const inDatabase = ({ request, server }: Call): Collection[] =>
  server.store.all().filter(({ database }) => database === request.database);

const listCollections: Command = (call) => {
  const { filter = {}, nameOnly, cursor = {} } = call.request.body;
  const matching = compileFilter(filter);
  const found = inDatabase(call)
    .map(describe)
    .filter((item) => matching.test(item));
  const shown = nameOnly ? found.map(({ name, type }) => ({ name, type })) : found;
  const namespace = `${call.request.database}.$cmd.listCollections`;
  return call.server.cursors.open(namespace, shown.map(encode), { size: Number(cursor.batchSize ?? 1_000) });
};

const create: Command = (call) => {
  refuse(call.request.body, ...UNSUPPORTED);
  if (collectionIn(call)) throw new CommandError(48, `Collection ${namespaceIn(call)} already exists.`);
  call.server.store.create(call.request.database, nameIn(call));
  return OK;
};

const drop: Command = (call) => {
  const collection = collectionIn(call);
  if (!collection) return OK;
  call.server.store.drop(collection);
  return { ns: collection.namespace, nIndexesWas: collection.indexes.size, ...OK };
};

const dropDatabase: Command = (call) => {
  for (const collection of inDatabase(call)) call.server.store.drop(collection);
  return { dropped: call.request.database, ...OK };
};

const collStats: Command = (call) => {
  const collection = collectionIn(call);
  const size = collection?.liveBytes() ?? 0;
  return {
    ns: namespaceIn(call),
    count: collection?.rows.size ?? 0,
    size,
    nindexes: collection?.indexes.size ?? 0,
    ...OK,
  };
};

export const catalogCommands: Readonly<Record<string, Command>> = {
  listDatabases,
  listCollections,
  create,
  drop,
  dropDatabase,
  collStats,
};
