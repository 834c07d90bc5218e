import type { Document } from 'bson';
import { CommandError } from '../errors.ts';
import type { IndexSpec } from '../index/collection-index.ts';
import { keyOf } from '../index/key.ts';
import type { Collection } from '../storage/collection.ts';
import { encode } from '../wire/bson-writer.ts';
import { type Command, collectionFor, collectionIn, namespaceIn, OK, refuse } from './command.ts';

const KEPT = ['name', 'key', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds', 'hidden'];

const readSpec = (given: Document): IndexSpec => {
  refuse(given, 'collation', 'weights', 'wildcardProjection');
  const { key } = given;
  if (typeof key !== 'object' || Object.keys(key).length === 0) throw new CommandError(67, 'an index needs a key');
  for (const [field, direction] of Object.entries(key))
    if (typeof direction !== 'number' || field.includes('$'))
      throw new CommandError(
        67,
        `an index on { ${field}: ${direction} } is not supported by Cardstock's local MongoDB`,
      );
  const name = given['name'] ?? Object.entries(key).flat().join('_');
  return Object.fromEntries(
    KEPT.filter((option) => option in given || option === 'name').map((option) => [
      option,
      option === 'name' ? name : given[option],
    ]),
  ) as IndexSpec;
};

/** Whether the index is there already; the same name or key with other options is an error. */
const isKnown = ({ indexes }: Collection, spec: IndexSpec): boolean => {
  const sameKey = (other: IndexSpec): boolean => keyOf(other.key) === keyOf(spec.key);
  const named = indexes.get(spec.name)?.spec;
  if (named && !sameKey(named)) throw new CommandError(86, `An index named ${spec.name} exists with another key`);
  const other = [...indexes.values()].find((index) => sameKey(index.spec))?.spec;
  if (!other) return false;
  const isSame = KEPT.slice(2).every((option) => keyOf(Object(other)[option]) === keyOf(Object(spec)[option]));
  if (other.name === '_id_' || (isSame && other.name === spec.name)) return true;
  if (isSame || !spec.partialFilterExpression)
    throw new CommandError(85, `Index ${other.name} exists with the same key and other options or another name`);
  return false;
};

const createIndexes: Command = (call) => {
  const existed = collectionIn(call) !== undefined;
  const collection = collectionFor(call);
  const before = collection.indexes.size;
  for (const given of call.request.body['indexes'] as Document[]) {
    const spec = readSpec(given);
    if (!isKnown(collection, spec)) call.server.store.createIndex(collection, spec);
  }
  return {
    numIndexesBefore: before,
    numIndexesAfter: collection.indexes.size,
    createdCollectionAutomatically: !existed,
    ...OK,
  };
};

const existing = (call: Parameters<Command>[0]): Collection => {
  const collection = collectionIn(call);
  if (!collection) throw new CommandError(26, `ns does not exist: ${namespaceIn(call)}`);
  return collection;
};

const listIndexes: Command = (call) => {
  const specs = [...existing(call).indexes.values()].map(({ spec }) => encode({ v: 2, ...spec }));
  const size = Number(call.request.body['cursor']?.batchSize ?? 1_000);
  return call.server.cursors.open(namespaceIn(call), specs, { size });
};

const namesOf = ({ indexes }: Collection, wanted: unknown): string[] => {
  if (wanted === '*') return [...indexes.keys()].filter((name) => name !== '_id_');
  if (typeof wanted !== 'object' || wanted === null) return [String(wanted)];
  if (Array.isArray(wanted)) return wanted.map(String);
  const found = [...indexes.values()].find(({ spec }) => keyOf(spec.key) === keyOf(wanted));
  if (!found) throw new CommandError(27, "can't find index with this key");
  return [found.spec.name];
};

const dropIndexes: Command = (call) => {
  const collection = existing(call);
  const nIndexesWas = collection.indexes.size;
  for (const name of namesOf(collection, call.request.body['index'])) {
    if (name === '_id_') throw new CommandError(72, 'cannot drop _id index');
    call.server.store.dropIndex(collection, name);
  }
  return { nIndexesWas, ...OK };
};

export const indexCommands: Readonly<Record<string, Command>> = {
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
};
