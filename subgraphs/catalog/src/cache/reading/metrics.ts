import { Counter, Gauge, type Registry } from 'prom-client';

/** Where an entry came from: this process, somebody in it who was just reading it, Redis, the tables; or no cache could be trusted. */
export type Found = 'process' | 'joined' | 'redis' | 'database' | 'bypassed';

interface Levels {
  readonly isTrusted: () => boolean;
  readonly entries: () => number;
  readonly characters: () => number;
}

export interface ReaderMetrics {
  found(where: Found): void;
  /** Entries that were not kept, because something had been announced since they were read. */
  refused(count: number): void;
  dropped(count: number): void;
  watch(levels: Levels): void;
}

const makeCounters = (registers: Registry[]) => ({
  lookups: new Counter({
    name: 'catalog_cache_lookups_total',
    help: 'Products, SKUs and lists of SKUs that were looked up: found in this process, joined to a read under way in it, found in Redis, read from the database, or read from it because no cache could be trusted (bypassed).',
    labelNames: ['found'],
    registers,
  }),
  refusals: new Counter({
    name: 'catalog_cache_refusals_total',
    help: 'Entries that were not kept in Redis, because a change was announced after they were read.',
    registers,
  }),
  drops: new Counter({
    name: 'catalog_cache_announced_entries_total',
    help: 'Entries that this process was told to forget, whether it had them or not.',
    registers,
  }),
});

const watch = (registers: Registry[], { isTrusted, entries, characters }: Levels): void => {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge('catalog_cache_trusted', 'Whether caches can be trusted at this moment (1) or are bypassed (0).', () =>
    Number(isTrusted()),
  );
  gauge('catalog_cache_entries', 'Entries in this process.', entries);
  gauge('catalog_cache_characters', 'Their size, in characters of JSON.', characters);
};

/** Hit ratio: process, joined and redis among all lookups. */
export const makeReaderMetrics = (registry: Registry): ReaderMetrics => {
  const registers = [registry];
  const { lookups, refusals, drops } = makeCounters(registers);
  return {
    found: (where) => lookups.inc({ found: where }),
    refused: (count) => refusals.inc(count),
    dropped: (count) => drops.inc(count),
    watch: (levels) => watch(registers, levels),
  };
};
