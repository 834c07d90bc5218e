import { AsyncLocalStorage } from 'node:async_hooks';
import DataLoader from 'dataloader';
import type { EntryName, ReadStamped } from '../../application/cache.ports.ts';
import type { FarEntries } from './far.ts';
import { type ReadEntry, readEntries } from './lookups.ts';
import type { ReaderMetrics } from './metrics.ts';
import type { Entry } from './near.ts';
import type { Session, Trust } from './trust.ts';

interface SourceParts {
  readonly trust: Trust;
  readonly far: FarEntries;
  readonly readStamped: ReadStamped;
  readonly metrics: ReaderMetrics;
}

/** JSON beside the value it is of; nothing beside nothing. */
interface ReadText extends ReadEntry {
  readonly text: string;
}

const MOST_AT_ONCE = 1_000;
const NOTHING: ReadonlyMap<EntryName, Entry> = new Map();
/** About what an entry costs beside its JSON. */
const SMALL = 64;

/** Entries go to many requests: none of them may change what the others see. */
const deepFreeze = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
};

const lookInRedis = async ({ trust, far }: SourceParts, names: readonly EntryName[]) => {
  const session = trust.trusted;
  if (!session) return NOTHING;
  const found = await far.look(session.grant, names);
  if (!found) trust.suspend(); // nobody else is to wait for a Redis that does not answer
  // What was found is true of the moment before it came, if caches could still be trusted then.
  return found && trust.trusted === session ? found : NOTHING;
};

/** What there is; that there is nothing is known to the process only which asked for it. */
const keepInRedis = async ({ trust, far, metrics }: SourceParts, session: Session, read: readonly ReadText[]) => {
  const found = read.filter(({ value }) => value !== undefined);
  for (const [position, entries] of Map.groupBy(found, (one) => one.position)) {
    const isKept = await far.keep(session, position, entries);
    if (isKept === undefined) return trust.suspend();
    if (!isKept) metrics.refused(entries.length);
  }
};

const readFromTables = async (parts: SourceParts, names: readonly EntryName[]): Promise<Map<EntryName, Entry>> => {
  const { trust, readStamped } = parts;
  const session = trust.session;
  const entries = await readEntries(readStamped, names);
  const read = entries.map((entry): ReadText => ({ ...entry, text: JSON.stringify(entry.value) ?? '' }));
  if (session && trust.session === session) {
    session.committed = Math.max(session.committed, ...read.map(({ position }) => position));
    if (trust.trusted) void keepInRedis(parts, session, read); // nobody waits for it
  }
  return new Map(read.map(({ name, value, text }) => [name, { value, size: text.length + SMALL, from: 'database' }]));
};

/** Reads what many ask for at the same time together: one question to Redis, one statement for what is not there. */
export const makeSource = (parts: SourceParts): ((name: EntryName) => Promise<Entry>) => {
  // A batch is nobody's own: what runs in it is no part of the request that asked first.
  const onItsOwn = AsyncLocalStorage.snapshot();
  const readAll = async (asked: readonly EntryName[]): Promise<Entry[]> => {
    const names = [...new Set(asked)];
    const far = await lookInRedis(parts, names);
    const missing = names.filter((name) => !far.has(name));
    const read = missing.length > 0 ? await readFromTables(parts, missing) : NOTHING;
    return asked.map((name) =>
      deepFreeze(far.get(name) ?? read.get(name) ?? { value: undefined, size: SMALL, from: 'database' }),
    );
  };
  const loader = new DataLoader<EntryName, Entry>(readAll, {
    cache: false,
    maxBatchSize: MOST_AT_ONCE,
    batchScheduleFn: (read) => setImmediate(() => onItsOwn(read)),
  });
  return (name) => loader.load(name);
};
