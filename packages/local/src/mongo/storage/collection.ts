import type { Document } from 'bson';
import { CommandError } from '../errors.ts';
import { type CollectionIndex, duplicateKey, type IndexSpec, makeIndex } from '../index/collection-index.ts';
import type { Row } from '../index/ordered-entries.ts';
import { idOnly } from '../index/raw-document.ts';
import type { LogFile } from './log-file.ts';
import { KINDS } from './record.ts';

export type Identity = {
  readonly number: number;
  readonly database: string;
  readonly name: string;
  readonly options: Document;
};

/** What an administrator may set while the server runs; it is forgotten with it. */
export type Settings = { noTableScan: boolean };

export type Collection = Identity & {
  readonly settings: Readonly<Settings>;
  readonly namespace: string;
  readonly rows: ReadonlySet<Row>;
  readonly indexes: ReadonlyMap<string, CollectionIndex>;
  readonly idIndex: CollectionIndex;
  read(row: Row): Buffer;
  insert(raw: Buffer): Row;
  replace(row: Row, raw: Buffer): void;
  remove(row: Row): void;
  addIndex(spec: IndexSpec): void;
  removeIndex(name: string): void;
  /** Bytes of all documents. */
  liveBytes(): number;
  /** Replay: the document is in the file already. */
  restore(raw: Buffer, position: number): void;
  forget(raw: Buffer): void;
};

type State = {
  readonly identity: Identity;
  readonly log: LogFile;
  readonly rows: Set<Row>;
  readonly indexes: Map<string, CollectionIndex>;
  readonly idIndex: CollectionIndex;
  bytes: number;
  nextOrder: number;
};

const namespaceOf = ({ identity }: State): string => `${identity.database}.${identity.name}`;
const read = (state: State, row: Row): Buffer => state.log.read(row.position, row.length);

/** The keys of a document in every index; refuses it when a unique key is taken by another row. */
const claimKeys = (state: State, raw: Buffer, self?: Row): Map<CollectionIndex, readonly string[]> => {
  const claimed = new Map<CollectionIndex, readonly string[]>();
  for (const index of state.indexes.values()) {
    const keys = index.keysOf(raw);
    if (index.conflict(keys, self)) throw duplicateKey(namespaceOf(state), index, raw);
    claimed.set(index, keys);
  }
  return claimed;
};

const enter = (state: State, raw: Buffer, position: number, keys = claimKeys(state, raw)): Row => {
  const row = { order: state.nextOrder, position, length: raw.length };
  state.nextOrder += 1;
  state.rows.add(row);
  state.bytes += row.length;
  for (const [index, own] of keys) index.add(own, row);
  return row;
};

const leave = (state: State, row: Row, raw: Buffer): void => {
  state.rows.delete(row);
  state.bytes -= row.length;
  for (const index of state.indexes.values()) index.remove(index.keysOf(raw), row);
};

const sameKeys = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, at) => key === other[at]);

/** Points a row at new bytes, keeping its place in the natural order and every index entry that did not change. */
const move = (state: State, row: Row, change: { before: Buffer; after: Buffer; position: () => number }): void => {
  const keys = claimKeys(state, change.after, row);
  for (const [index, own] of keys) {
    const old = index.keysOf(change.before);
    if (sameKeys(old, own)) continue;
    index.remove(old, row);
    index.add(own, row);
  }
  state.bytes += change.after.length - row.length;
  row.position = change.position();
  row.length = change.after.length;
};

const insert = (state: State, raw: Buffer): Row => {
  const keys = claimKeys(state, raw);
  return enter(state, raw, state.log.append(KINDS.put, state.identity.number, raw), keys);
};

const replace = (state: State, row: Row, raw: Buffer): void =>
  move(state, row, {
    before: read(state, row),
    after: raw,
    position: () => state.log.append(KINDS.put, state.identity.number, raw),
  });

const remove = (state: State, row: Row): void => {
  const raw = read(state, row);
  state.log.append(KINDS.remove, state.identity.number, idOnly(raw));
  leave(state, row, raw);
};

const rowOf = (state: State, raw: Buffer): Row | undefined =>
  state.idIndex.entries.first(state.idIndex.keysOf(raw)[0] ?? '');

const restore = (state: State, raw: Buffer, position: number): void => {
  const row = rowOf(state, raw);
  if (row) move(state, row, { before: read(state, row), after: raw, position: () => position });
  else enter(state, raw, position);
};

const forget = (state: State, raw: Buffer): void => {
  const row = rowOf(state, raw);
  if (row) leave(state, row, read(state, row));
};

const addIndex = (state: State, spec: IndexSpec): void => {
  const index = makeIndex(spec);
  for (const row of state.rows) {
    const raw = read(state, row);
    const keys = index.keysOf(raw);
    if (index.conflict(keys, row)) throw duplicateKey(namespaceOf(state), index, raw);
    index.add(keys, row);
  }
  state.indexes.set(spec.name, index);
};

export const makeCollection = (identity: Identity, log: LogFile, settings: Readonly<Settings>): Collection => {
  const idIndex = makeIndex({ name: '_id_', key: { _id: 1 }, unique: true });
  const indexes = new Map([['_id_', idIndex]]);
  const state: State = { identity, log, rows: new Set(), indexes, idIndex, bytes: 0, nextOrder: 0 };
  return {
    ...identity,
    settings,
    namespace: namespaceOf(state),
    rows: state.rows,
    indexes,
    idIndex,
    read: (row) => read(state, row),
    insert: (raw) => insert(state, raw),
    replace: (row, raw) => replace(state, row, raw),
    remove: (row) => remove(state, row),
    addIndex: (spec) => addIndex(state, spec),
    removeIndex: (name) => {
      if (!indexes.delete(name)) throw new CommandError(27, `index not found with name [${name}]`);
    },
    liveBytes: () => state.bytes,
    restore: (raw, position) => restore(state, raw, position),
    forget: (raw) => forget(state, raw),
  };
};
