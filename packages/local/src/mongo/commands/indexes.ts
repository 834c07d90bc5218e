import type { Document } from 'bson';
import { CommandError } from '../errors.ts';
import type { IndexSpec } from '../index/collection-index.ts';
import { keyOf } from '../index/key.ts';
import type { Collection } from '../storage/collection.ts';
import { encode } from '../wire/bson-writer.ts';
import { type Command, collectionFor, collectionIn, namespaceIn, OK, refuse } from './command.ts';

const KEPT = ['name', 'key', 'unique', 'sparse', 'partialFilterExpression'];
/** Without effect on what is answered. */
const TAKEN = [...KEPT, 'v', 'background'];
const REFUSED = ['collation', 'weights', 'wildcardProjection', 'expireAfterSeconds', 'hidden', 'storageEngine'];

const readSpec = (given: Document): IndexSpec => {
  const unknown = Object.keys(given).find((option) => !TAKEN.includes(option) && !REFUSED.includes(option));
  if (unknown) throw new CommandError(197, `The field '${unknown}' is not valid for an index specification`);
  refuse(given, ...REFUSED);
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

const isSame = (one: IndexSpec, other: IndexSpec, options: readonly string[]): boolean =>
  options.every((option) => keyOf(Object(one)[option]) === keyOf(Object(other)[option]));

/** Whether the index is there already. The same name, or the same keys over the same documents, with other options is an error. */
const isKnown = ({ indexes }: Collection, spec: IndexSpec): boolean => {
  const named = indexes.get(spec.name)?.spec;
  if (named && isSame(named, spec, KEPT)) return true;
  if (named) throw new CommandError(86, `An existing index has the same name as the requested index: ${spec.name}`);
  const equal = [...indexes.values()].find((index) => isSame(index.spec, spec, ['key', 'partialFilterExpression']));
  if (equal?.spec.name === '_id_') return true;
  if (equal) throw new CommandError(85, `Index already exists with a different name or options: ${equal.spec.name}`);
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
