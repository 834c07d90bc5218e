import { Pool } from 'undici';
import type { Load } from './loads.ts';

export interface Sample {
  readonly requests: number;
  readonly seconds: number;
  /** Of each request, in milliseconds, sorted. */
  readonly latencies: readonly number[];
}

/** Who is asked, and over which connections. */
export interface Asked {
  readonly pool: Pool;
  readonly isOurs: boolean;
}

/** The answer to one request. Throws where it is not a GraphQL answer without errors. */
export const ask = async ({ pool, isOurs }: Asked, load: Load, index: number): Promise<string> => {
  const { query, variables, headers } = load;
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...(await headers?.(isOurs)) },
    body: JSON.stringify({ query, variables: variables(index) }),
  });
  const text = await body.text();
  if (statusCode !== 200 || !text.startsWith('{"data":{'))
    throw new Error(`status ${statusCode}: ${text.slice(0, 500)}`);
  return text;
};

/** Keeps so many connections busy, each asking anew as soon as it is answered. */
export const closedLoop = async (asked: Asked, load: Load, connections: number, seconds: number): Promise<Sample> => {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1_000;
  let index = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < endAt) {
      const askedAt = performance.now();
      index += 1;
      await ask(asked, load, index);
      latencies.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  const took = (performance.now() - startedAt) / 1_000;
  return { requests: latencies.length, seconds: took, latencies: latencies.sort((one, other) => one - other) };
};
