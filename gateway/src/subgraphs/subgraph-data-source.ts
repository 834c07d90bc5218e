import type { GraphQLDataSource } from '@apollo/gateway';
import { INTERNAL_HEADER, type InternalTokens, type Logger } from '@cardstock/service/core';
import { type BulkheadPolicy, bulkhead } from 'cockatiel';
import type { GatewayContext } from '../context.ts';
import { Breaker } from './breaker.ts';
import { CallLimit } from './call-limit.ts';
import { codeOf, isFault, type Outcome, outcomeOf } from './failures.ts';
import { HealthLog } from './health-log.ts';
import type { Condition, FetchMetrics } from './metrics.ts';
import { sendAgain } from './send-again.ts';
import { errorsOfFailedFetch } from './subgraph-errors.ts';
import { type SubgraphAnswer, SubgraphHttp } from './subgraph-http.ts';
import { bodyOf, headersFor, isRead, type ProcessOptions } from './subgraph-request.ts';

/** How long, how often, how many at once and how much. */
export interface Policy {
  readonly timeoutMs: number;
  readonly retries: number;
  readonly concurrency: number;
  readonly queue: number;
  readonly maxAnswerBytes: number;
  readonly breakerFailures: number;
  readonly breakerRate: number;
  readonly probeEveryMs: number;
}

export interface SubgraphOptions {
  readonly name: string;
  readonly url: URL;
  readonly policy: Policy;
  readonly tokens: InternalTokens;
  readonly metrics: FetchMetrics;
  readonly log: Logger;
}

const PROBE_WITHIN_MS = 1_000;
/** Connections for finding out whether it answers, also when all others are busy. */
const PROBES = 2;

// Without a stack: a dead subgraph would fill the log with it.
const reasonOf = (err: unknown): string => (err instanceof Error ? err.message || err.name : String(err));

/** Asks one subgraph in the name of the viewer, within bounds; what cannot be had becomes errors, never a throw. */
export class SubgraphDataSource implements GraphQLDataSource<GatewayContext> {
  readonly #options: SubgraphOptions;
  readonly #http: SubgraphHttp;
  readonly #breaker: Breaker;
  readonly #bulkhead: BulkheadPolicy;
  readonly #health: HealthLog;

  constructor(options: SubgraphOptions) {
    const { name, url, log, policy } = options;
    const { timeoutMs, concurrency, maxAnswerBytes } = policy;
    this.#options = options;
    this.#http = new SubgraphHttp({ url, connections: concurrency + PROBES, timeoutMs, maxAnswerBytes });
    this.#bulkhead = bulkhead(concurrency, policy.queue);
    this.#health = new HealthLog(name, log);
    this.#breaker = new Breaker({
      failures: policy.breakerFailures,
      rate: policy.breakerRate,
      probeEveryMs: policy.probeEveryMs,
      probe: () => this.answers(PROBE_WITHIN_MS),
      onChange: (state) => this.#health.breakerIs(state, performance.now()),
      onDefect: (err) => log.error({ err, subgraph: name }, 'whether a subgraph is back could not be tried'),
    });
  }

  get condition(): Condition {
    const { concurrency, queue } = this.#options.policy;
    const { executionSlots, queueSlots } = this.#bulkhead;
    const { state: breaker } = this.#breaker;
    return { name: this.#options.name, breaker, inFlight: concurrency - executionSlots, queued: queue - queueSlots };
  }

  async process(options: ProcessOptions): Promise<SubgraphAnswer> {
    const begunAt = performance.now();
    const over = (outcome: Outcome) => this.#options.metrics.over(outcome, (performance.now() - begunAt) / 1_000);
    try {
      const answer = await this.#fetch(options);
      over('answered');
      this.#health.answered(performance.now());
      return answer;
    } catch (err) {
      const outcome = outcomeOf(err);
      over(outcome ?? 'failed');
      this.#report(err, outcome);
      const { query = '', variables = {} } = options.request;
      const failed = { service: this.#options.name, code: codeOf(outcome), query, variables };
      return { data: null, errors: errorsOfFailedFetch(failed) };
    }
  }

  /** Whether the subgraph answers a trivial query in time. */
  async answers(withinMs: number): Promise<boolean> {
    try {
      const token = await this.#options.tokens.sign({ kind: 'service', name: 'gateway' });
      const headers = { [INTERNAL_HEADER]: token };
      const question = { body: { query: '{ __typename }' }, headers, signal: AbortSignal.timeout(withinMs) };
      return (await this.#http.post(question)).data != null;
    } catch {
      return false;
    }
  }

  /** Lets fetches under way end, then closes the connections; the next fetch opens new ones. */
  async close(): Promise<void> {
    this.#breaker.rest();
    await this.#http.close();
  }

  async #fetch(asked: ProcessOptions): Promise<SubgraphAnswer> {
    const { policy, metrics } = this.#options;
    const { timeoutMs, retries } = policy;
    const { signal: client, deadlineAt } = asked.context as GatewayContext;
    const mayRepeat = isRead(asked);
    // A mutation is never cut off because its client went away or was in a hurry.
    const limit = new CallLimit(mayRepeat ? { timeoutMs, deadlineAt, client } : { timeoutMs });
    const send = () => this.#inTurn(asked, limit);
    const again = () => sendAgain({ send, retries, limit, onRetry: metrics.retried });
    try {
      return await this.#breaker.call(mayRepeat ? again : send);
    } finally {
      limit.release();
    }
  }

  #inTurn(asked: ProcessOptions, limit: CallLimit): Promise<SubgraphAnswer> {
    const { signal } = limit;
    const turn = this.#bulkhead.execute(async () => {
      // It may have waited for its turn, or for its next try, since the breaker was asked.
      this.#breaker.check();
      signal.throwIfAborted();
      const headers = await headersFor(asked, this.#options.tokens, limit);
      return this.#http.post({ body: bodyOf(asked), headers, signal });
    }, signal);
    return limit.race(turn);
  }

  #report(err: unknown, outcome: Outcome | undefined): void {
    const { name, log } = this.#options;
    const at = performance.now();
    const failure = { outcome, reason: reasonOf(err) };
    if (outcome === undefined) log.error({ err, subgraph: name }, 'asking a subgraph met a defect');
    else if (isFault(err) || outcome === 'refused' || outcome === 'full') this.#health.failed(failure, at);
    else log.debug({ subgraph: name, ...failure }, 'a fetch was given up');
  }
}
