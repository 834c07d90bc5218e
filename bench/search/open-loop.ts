import { setTimeout as pause } from 'node:timers/promises';
import type { SearchQuery } from './queries.ts';

export interface LoadOptions {
  readonly queries: readonly SearchQuery[];
  /** Searches per second, whether or not those before are answered. */
  readonly rate: number;
  readonly seconds: number;
}

/** How long each search took from the moment that it was due, in milliseconds, sorted; and the slowest searches. */
export interface Latencies {
  readonly sorted: readonly number[];
  readonly slowest: readonly { readonly query: SearchQuery; readonly milliseconds: number }[];
}

const SHOWN = 3;

/** Sends searches at a rate. A late start counts as time that the client waited. */
export const openLoop = async (
  ask: (query: SearchQuery) => Promise<void>,
  { queries, rate, seconds }: LoadOptions,
): Promise<Latencies> => {
  const startedAt = performance.now();
  const all: Promise<{ query: SearchQuery; milliseconds: number }>[] = [];
  for (let index = 0; index < rate * seconds; index += 1) {
    const dueAt = startedAt + (index * 1_000) / rate;
    const wait = dueAt - performance.now();
    if (wait > 1) await pause(wait);
    const query = queries[index % queries.length] ?? {};
    all.push(ask(query).then(() => ({ query, milliseconds: performance.now() - dueAt })));
  }
  const taken = (await Promise.all(all)).sort((one, other) => other.milliseconds - one.milliseconds);
  return { sorted: taken.map(({ milliseconds }) => milliseconds).reverse(), slowest: taken.slice(0, SHOWN) };
};
