import {
  CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { Pool } from 'undici';
import { TIMEOUT_HEADER } from '../deadline/header.ts';
import { currentLimit } from '../deadline/request-limit.ts';
import type { Logger } from '../log.ts';
import { INTERNAL_HEADER, type InternalTokens } from '../security/internal-tokens.ts';

interface SubgraphClientOptions {
  /** This service's own name, under which it asks. */
  readonly from: string;
  /** The GraphQL endpoint of the other subgraph. */
  readonly url: string;
  readonly tokens: InternalTokens;
  readonly log: Logger;
  readonly timeoutMs?: number;
}

/** The other subgraph did not answer in time, or its circuit is open. The caller has a stated fallback. */
export class SubgraphUnavailable extends Error {
  override readonly name = 'SubgraphUnavailable';
}

export interface SubgraphClient {
  /**
   * Runs a query (never a mutation: it may be sent twice). Throws SubgraphUnavailable, or a GraphQLError
   * (SUBGRAPH_TIMEOUT) where it is asked for a read that nobody waits for any more.
   */
  query<Data>(document: string, variables: Record<string, unknown>): Promise<Data>;
  close(): Promise<void>;
}

const ATTEMPTS = 2;
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 5_000;

/** A mutation is not cut short, nor is what it asks of others. */
const readTimeLeft = (): number => {
  const limit = currentLimit();
  return limit?.isRead ? limit.leftMs : Number.POSITIVE_INFINITY;
};

/** Where our own caller has gone or was in a hurry, the other subgraph is not to blame. */
const isTheirFault = handleWhen(() => !currentLimit()?.signal?.aborted);

const makePolicy = (timeoutMs: number) => {
  const breaker: CircuitBreakerPolicy = circuitBreaker(isTheirFault, {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  return wrap(
    retry(isTheirFault, { maxAttempts: ATTEMPTS, backoff: new ExponentialBackoff({ initialDelay: 50 }) }),
    breaker,
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
  );
};

/** Asks another subgraph with this service's own token: behind a timeout, a retry and a circuit breaker. */
export const makeSubgraphClient = ({
  from,
  url,
  tokens,
  log,
  timeoutMs = 2_000,
}: SubgraphClientOptions): SubgraphClient => {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 8 });
  const policy = makePolicy(timeoutMs);
  const send = async (body: string, signal: AbortSignal): Promise<unknown> => {
    const headers = {
      'content-type': 'application/json',
      [INTERNAL_HEADER]: await tokens.sign({ kind: 'service', name: from }),
      [TIMEOUT_HEADER]: String(Math.ceil(Math.min(timeoutMs, readTimeLeft()))),
    };
    const reply = await pool.request({ path: pathname, method: 'POST', headers, body, signal });
    const { data, errors } = (await reply.body.json()) as { data?: unknown; errors?: { message: string }[] };
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  };
  return {
    query: async <Data>(query: string, variables: Record<string, unknown>) => {
      const limit = currentLimit();
      limit?.check();
      try {
        const body = JSON.stringify({ query, variables });
        return (await policy.execute(({ signal }) => send(body, signal), limit?.signal)) as Data;
      } catch (cause) {
        limit?.check();
        log.warn({ err: cause, url }, 'another subgraph did not answer');
        throw new SubgraphUnavailable(`no answer from ${url}`, { cause });
      }
    },
    close: () => pool.close(),
  };
};
