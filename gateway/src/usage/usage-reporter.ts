import { setImmediate as others } from 'node:timers/promises';
import type { ReportHeader } from '@apollo/usage-reporting-protobuf';
import type { Logger } from '@cardstock/service/core';
import type { GraphQLSchema } from 'graphql';
import type { ClientName } from './client.ts';
import type { UsageMetrics } from './metrics.ts';
import { makeKnownFacts, type NamedOperation, type OperationFacts } from './operation-facts.ts';
import type { SendReport } from './send-report.ts';
import { UsageCounts } from './usage-counts.ts';

/** An operation that a client started. */
export interface Seen extends NamedOperation {
  readonly client: ClientName;
}

interface ReporterOptions {
  readonly send: SendReport;
  readonly headerOf: (schema: GraphQLSchema) => ReportHeader;
  readonly now: () => Date;
  readonly everyMs: number;
  readonly metrics: UsageMetrics;
  readonly log: Logger;
}

const MOST_BYTES = 4 * 1_048_576;
/** Operations that wait to be worked out; a flood of new documents is not counted to the last one. */
const MOST_WAITING = 1_000;
const LAST_REPORT_WITHIN_MS = 3_000;

/**
 * Counts operations on their way and reports the counts from time to time. A request pays for a look into a map: what is
 * to be known of an operation is worked out between requests, once. While the registry is away the counts go on in
 * memory up to the size of one report; what is more, and what could not be sent after all tries, is lost and counted.
 */
export class UsageReporter {
  readonly #options: ReporterOptions;
  readonly #facts = makeKnownFacts();
  readonly #stopped = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #counts = new Map<GraphQLSchema, UsageCounts>();
  #waiting: Seen[] = [];
  #learning: Promise<void> | undefined;
  #sending: Promise<void> | undefined;

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.flush(), options.everyMs);
    this.#timer.unref();
  }

  /** Never throws, and takes no time worth naming. */
  count(seen: Seen): void {
    const facts = this.#facts.find(seen);
    if (facts) this.#add(seen, facts);
    else if (this.#waiting.length >= MOST_WAITING) this.#options.metrics('full', 1);
    else {
      this.#waiting.push(seen);
      this.#learning ??= this.#learn();
    }
  }

  async #learn(): Promise<void> {
    await others();
    for (let seen = this.#waiting.shift(); seen; seen = this.#waiting.shift()) {
      const isNew = !this.#facts.find(seen);
      this.#addLearned(seen);
      if (isNew) await others();
    }
    this.#learning = undefined;
  }

  #addLearned(seen: Seen): void {
    try {
      this.#add(seen, this.#facts.learn(seen));
    } catch (err) {
      this.#options.metrics('unreadable', 1);
      this.#options.log.warn({ err }, 'an operation cannot be reported to the registry');
    }
  }

  #add({ schema, client }: Seen, facts: OperationFacts): void {
    const counts = this.#counts.get(schema) ?? new UsageCounts();
    if (counts.bytes >= MOST_BYTES) {
      this.#options.metrics('full', 1);
      return;
    }
    this.#counts.set(schema, counts);
    counts.add(facts, client);
    if (counts.bytes >= MOST_BYTES) void this.flush();
  }

  /** Sends what is counted, unless the last report is still on its way. Never rejects. */
  flush(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    const counted = this.#counts;
    this.#counts = new Map();
    for (const [schema, counts] of counted) await this.#sendOne(schema, counts);
  }

  async #sendOne(schema: GraphQLSchema, counts: UsageCounts): Promise<void> {
    const { send, headerOf, now, metrics, log } = this.#options;
    try {
      await send(counts.encode(headerOf(schema), now()), this.#stopped.signal);
      metrics('reported', counts.total);
    } catch (err) {
      metrics('unreachable', counts.total);
      log.warn({ err, operations: counts.total }, 'a usage report is lost: the registry does not take it');
    }
  }

  /** Sends the last report, for a few seconds at most. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const giveUp = setTimeout(() => this.#stopped.abort(), LAST_REPORT_WITHIN_MS);
    await this.#learning;
    await this.flush();
    await this.flush();
    clearTimeout(giveUp);
    this.#stopped.abort();
  }
}
