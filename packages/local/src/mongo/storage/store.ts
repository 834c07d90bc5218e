import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, serialize } from 'bson';
import type { IndexSpec } from '../index/collection-index.ts';
import { decode } from '../index/raw-document.ts';
import { type Collection, makeCollection, type Settings } from './collection.ts';
import { compact, isWorthCompacting } from './compaction.ts';
import { type LogFile, openLog } from './log-file.ts';
import { KINDS, type Kind, type StoredRecord } from './record.ts';
import { replay } from './replay.ts';

export type Store = {
  readonly settings: Settings;
  find(database: string, name: string): Collection | undefined;
  all(): readonly Collection[];
  create(database: string, name: string, options?: Document): Collection;
  drop(collection: Collection): void;
  createIndex(collection: Collection, spec: IndexSpec): void;
  dropIndex(collection: Collection, name: string): void;
  /** Everything done so far is with the operating system. */
  flush(): void;
  close(): void;
};

type Shelf = {
  log: LogFile;
  nextNumber: number;
  readonly byNumber: Map<number, Collection>;
  readonly settings: Settings;
};

const put = (shelf: Shelf, number: number, { database, name, options }: Document): Collection => {
  const collection = makeCollection({ number, database, name, options: options ?? {} }, shelf.log, shelf.settings);
  shelf.byNumber.set(number, collection);
  shelf.nextNumber = Math.max(shelf.nextNumber, number + 1);
  return collection;
};

/** Does again what a record of the file says was done. */
const apply = (shelf: Shelf, { kind, collection, body, position }: StoredRecord): void => {
  if (kind === KINDS.create) put(shelf, collection, decode(body));
  const target = shelf.byNumber.get(collection);
  if (kind === KINDS.put) target?.restore(body, position);
  if (kind === KINDS.remove) target?.forget(body);
  if (kind === KINDS.drop) shelf.byNumber.delete(collection);
  if (kind === KINDS.createIndex) target?.addIndex(decode(body) as IndexSpec);
  if (kind === KINDS.dropIndex) target?.removeIndex(String(decode(body)['name']));
};

const load = (path: string, log: (line: string) => void): Shelf => {
  const shelf: Shelf = {
    log: openLog(path, log),
    nextNumber: 1,
    byNumber: new Map(),
    settings: { noTableScan: false },
  };
  try {
    const end = replay(path, (record) => apply(shelf, record));
    const torn = shelf.log.size() - end;
    if (torn > 0) {
      shelf.log.cut(end);
      log(`mongo: cut off ${torn} bytes of an unfinished last write in ${path}`);
    }
  } catch (error) {
    shelf.log.close();
    throw error;
  }
  return shelf;
};

const reopened = (path: string, log: (line: string) => void): Shelf => {
  const shelf = load(path, log);
  if (!isWorthCompacting(shelf.log.size(), [...shelf.byNumber.values()])) return shelf;
  compact(path, [...shelf.byNumber.values()], log);
  shelf.log.close();
  return load(path, log);
};

export const openStore = (folder: string, log: (line: string) => void): Store => {
  mkdirSync(folder, { recursive: true });
  const shelf = reopened(join(folder, 'mongo.data'), log);
  const all = () => [...shelf.byNumber.values()];
  const note = (kind: Kind, number: number, body: Document) =>
    shelf.log.append(kind, number, Buffer.from(serialize(body)));

  return {
    settings: shelf.settings,
    find: (database, name) => all().find((item) => item.name === name && item.database === database),
    all,
    create: (database, name, options = {}) => {
      const number = shelf.nextNumber;
      note(KINDS.create, number, { database, name, options });
      return put(shelf, number, { database, name, options });
    },
    drop: ({ number }) => {
      note(KINDS.drop, number, {});
      shelf.byNumber.delete(number);
    },
    createIndex: (collection, spec) => {
      collection.addIndex(spec);
      note(KINDS.createIndex, collection.number, spec);
    },
    dropIndex: (collection, name) => {
      collection.removeIndex(name);
      note(KINDS.dropIndex, collection.number, { name });
    },
    flush: () => shelf.log.flush(),
    close: () => shelf.log.close(),
  };
};
