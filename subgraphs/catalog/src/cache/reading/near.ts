import { LRUCache } from 'lru-cache';
import type { EntryName } from '../../application/cache.ports.ts';

export interface Entry {
  /** Undefined where there is no such thing. */
  readonly value: unknown;
  /** In characters of JSON. */
  readonly size: number;
  readonly from: 'redis' | 'database';
}

type Load = (name: EntryName) => Promise<Entry>;

interface Options {
  readonly mostCharacters: number;
  readonly load: Load;
  readonly clock?: { now(): number };
}

const NOTHING_HERE = { value: undefined, from: 'joined' } as const;

/** Entries are exact without it: they are read again now and then all the same. */
const READ_AGAIN_AFTER_MS = 60_000;
/** Names that nothing has are as many as anybody likes to ask for. */
const MOST_ABSENT = 10_000;

/** The entries of this process, those used last. One that is being read is read once, whoever else asks for it. */
export class NearEntries {
  readonly #found: LRUCache<EntryName, Entry>;
  readonly #absent: LRUCache<EntryName, true>;

  constructor({ mostCharacters, load, clock: perf = performance }: Options) {
    this.#absent = new LRUCache<EntryName, true>({ max: MOST_ABSENT, ttl: READ_AGAIN_AFTER_MS, perf });
    this.#found = new LRUCache<EntryName, Entry>({
      maxSize: mostCharacters,
      sizeCalculation: ({ size }, name) => size + name.length,
      ttl: READ_AGAIN_AFTER_MS,
      ttlResolution: 0,
      perf,
      allowStale: true,
      noDeleteOnStaleGet: true,
      noDeleteOnFetchRejection: true,
      // Who asked before an entry was dropped may have what was true then; it is not kept, and nobody else joins.
      ignoreFetchAbort: true,
      fetchMethod: (name) => load(name),
    });
  }

  get count(): number {
    return this.#found.size + this.#absent.size;
  }

  get characters(): number {
    return this.#found.calculatedSize;
  }

  /** Whether it can be answered from here; what is being read cannot. */
  knows(name: EntryName): boolean {
    return this.#absent.has(name) || this.#found.peek(name) !== undefined;
  }

  /** What there is of it, and where that came from for whoever asked first. */
  async get(name: EntryName): Promise<{ value: unknown; from: Entry['from'] | 'joined' }> {
    if (this.#absent.get(name)) return NOTHING_HERE;
    const status: LRUCache.Status<EntryName, Entry> = {};
    const entry = await this.#found.fetch(name, { status });
    if (!entry) return NOTHING_HERE;
    if (entry.value === undefined) this.#putAside(name, entry);
    return { value: entry.value, from: status.fetch === 'inflight' ? 'joined' : entry.from };
  }

  drop(name: EntryName): void {
    this.#found.delete(name);
    this.#absent.delete(name);
  }

  clear(): void {
    this.#found.clear();
    this.#absent.clear();
  }

  /** Unless it was dropped meanwhile. */
  #putAside(name: EntryName, absent: Entry): void {
    if (this.#found.peek(name) !== absent) return;
    this.#found.delete(name);
    this.#absent.set(name, true);
  }
}
