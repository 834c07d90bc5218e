import type { EntryName } from '../../application/cache.ports.ts';
import { entriesOf, KEYS } from '../keys.ts';
import type { CacheRedis } from '../redis.ts';
import type { Entry } from './near.ts';
import { KEEP, LOOK } from './scripts.ts';
import type { Session } from './trust.ts';

export interface KeptEntry {
  readonly name: EntryName;
  /** JSON. */
  readonly text: string;
}

interface Options {
  readonly redis: CacheRedis;
  /** Of the columns that entries are made of: what other code keeps is not taken for ours. */
  readonly shape: string;
  readonly keptMs: number;
}

/** The entries in Redis, which all processes share. Whoever looks must trust its caches, before and after. */
export const makeFarEntries = ({ redis, shape, keptMs }: Options) => {
  const toEntry = (text: string | null | undefined): Entry | undefined =>
    text?.startsWith(shape)
      ? { value: JSON.parse(text.slice(shape.length)), size: text.length, from: 'redis' }
      : undefined;
  return {
    /** What is there of these; undefined where Redis does not answer, or knows the grant no more. */
    look: async (grant: string, names: readonly EntryName[]): Promise<ReadonlyMap<EntryName, Entry> | undefined> => {
      const keys = [KEYS.grant, ...names.map((name) => entriesOf(grant) + name)];
      const texts = await redis.ask<(string | null)[] | null>((client) =>
        client.eval(LOOK, keys.length, ...keys, grant),
      );
      if (!texts) return undefined;
      const found = names.map((name, index) => [name, toEntry(texts[index])] as const);
      return new Map(found.filter((pair): pair is [EntryName, Entry] => pair[1] !== undefined));
    },
    /** Resolves to whether they were kept; undefined where Redis does not answer. */
    keep: async ({ grant }: Session, position: number, entries: readonly KeptEntry[]): Promise<boolean | undefined> => {
      const pairs = entries.flatMap(({ name, text }) => [name, shape + text]);
      const kept = await redis.ask<number>((client) =>
        client.eval(KEEP, 2, KEYS.grant, KEYS.announced, grant, position, entriesOf(grant), keptMs, ...pairs),
      );
      return kept === undefined ? undefined : kept === 1;
    },
  };
};

export type FarEntries = ReturnType<typeof makeFarEntries>;
