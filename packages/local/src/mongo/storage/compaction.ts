import { renameSync, rmSync } from 'node:fs';
import { serialize } from 'bson';
import type { Collection } from './collection.ts';
import { openLog } from './log-file.ts';
import { KINDS } from './record.ts';

const SLACK = 8 * 1024 * 1024;

/** A file more than twice as large as what it holds (and a few MB more) is worth rewriting. */
export const isWorthCompacting = (size: number, collections: readonly Collection[]): boolean =>
  size > SLACK + 2 * collections.reduce((sum, collection) => sum + collection.liveBytes(), 0);

/** Writes what is alive to a new file that then takes the place of the old one: a crash leaves one or the other. */
export const compact = (path: string, collections: readonly Collection[], log: (line: string) => void): void => {
  const next = `${path}.new`;
  rmSync(next, { force: true });
  const file = openLog(next, log);
  for (const collection of collections) {
    const { number, database, name, options } = collection;
    file.append(KINDS.create, number, Buffer.from(serialize({ database, name, options })));
    for (const { spec } of collection.indexes.values())
      if (spec.name !== '_id_') file.append(KINDS.createIndex, number, Buffer.from(serialize(spec)));
    for (const row of collection.rows) file.append(KINDS.put, number, collection.read(row));
  }
  file.close();
  renameSync(next, path);
};
