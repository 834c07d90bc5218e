import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@cardstock/service/core';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Attempt, SubgraphSocket } from './subgraph-socket.ts';
import { isPassing, lostForGood, reasonOf, unreachable } from './upstream-failures.ts';
import type { UpstreamOperation } from './upstream-operation.ts';
import { payloadOf } from './upstream-payload.ts';

/** Where a stream is opened, and with what. */
export interface Source {
  readonly owner: string;
  readonly operation: UpstreamOperation;
  readonly socket: SubgraphSocket;
}

/** What the owner sent, and the position of the stream after it, where it has one. */
export interface UpstreamEvent {
  readonly event: FormattedExecutionResult;
  readonly cursor?: string | undefined;
}

export interface UpstreamOptions {
  /** Asked before each attempt: the graph may have changed. What it throws ends the stream. */
  readonly source: () => Promise<Source>;
  /** Whether an open stream must be opened anew, from where it is. */
  readonly isOutdated: () => boolean;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The position to start from, instead of what the variables say. */
  readonly after?: string | undefined;
  /** A fresh internal token for each attempt: a stream lives longer than any of them. */
  readonly token: () => Promise<string>;
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const MOST_PASSING_ERRORS = 10;

type Outcome = 'ended' | 'lost' | 'outdated';

/** A stream of events from the owning subgraph that survives the loss of its connection. */
class Upstream {
  readonly #options: UpstreamOptions;
  #source: Source | undefined;
  #cursor: string | undefined;
  #isEstablished = false;
  #failures = 0;
  #passingErrors = 0;

  constructor(options: UpstreamOptions) {
    this.#options = options;
    this.#cursor = options.after;
  }

  async *events(): AsyncGenerator<UpstreamEvent, void, void> {
    const { signal } = this.#options;
    while (!signal.aborted) {
      this.#source = await this.#options.source();
      const outcome = yield* this.#attempt(this.#source);
      if (outcome === 'ended' || signal.aborted) return;
      if (outcome === 'lost') await this.#pause();
    }
  }

  async *#attempt(source: Source): AsyncGenerator<UpstreamEvent, Outcome, void> {
    const { signal } = this.#options;
    const { variables, token, requestId } = this.#options;
    const asked = payloadOf(source.operation, variables, this.#cursor);
    const payload = { ...asked, extensions: { internalToken: await token(), requestId } };
    // Whoever left meanwhile is not told of again: `abort` has fired already.
    if (signal.aborted) return 'ended';
    const attempt = source.socket.open(payload);
    const outcome = yield* this.#follow(attempt, source);
    if (outcome !== 'lost' || signal.aborted) return outcome;
    this.#isEstablished ||= attempt.wasConnected();
    const farewell = this.#farewell(source);
    if (!farewell) return 'lost';
    yield { event: farewell };
    return 'ended';
  }

  /** Forwards events until the subgraph ends the stream, refuses it, or is lost. */
  async *#follow({ events }: Attempt, source: Source): AsyncGenerator<UpstreamEvent, Outcome, void> {
    const { signal, log, isOutdated } = this.#options;
    const stop = (): void => void events.return?.();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const event of events) {
        if (this.#mayPass(event)) return 'lost';
        this.#remember(event, source.operation);
        yield { event, cursor: this.#cursor };
        if (this.#cursor !== undefined && isOutdated()) return 'outdated';
      }
      return 'ended';
    } catch (err) {
      if (Array.isArray(err)) {
        yield { event: { errors: err as GraphQLFormattedError[] } };
        return 'ended';
      }
      log.debug({ subgraph: source.owner, reason: reasonOf(err) }, 'a stream was cut');
      return 'lost';
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** A failure of the subgraph in the middle of a stream, which asking again from the last cursor may get over. */
  #mayPass(event: FormattedExecutionResult): boolean {
    if (!this.#isEstablished || !this.#canGoOn() || !isPassing(event)) return false;
    this.#passingErrors += 1;
    return this.#passingErrors <= MOST_PASSING_ERRORS;
  }

  #canGoOn(): boolean {
    const resume = this.#source?.operation.resume;
    return resume !== undefined && (this.#cursor !== undefined || resume.startsOver(this.#options.variables));
  }

  #remember(event: FormattedExecutionResult, { resume }: UpstreamOperation): void {
    this.#isEstablished = true;
    this.#failures = 0;
    this.#passingErrors = 0;
    const [root, cursor] = resume?.cursorPath ?? [];
    const payload = root ? (event.data?.[root] as Record<string, unknown> | null | undefined) : undefined;
    const value = cursor ? payload?.[cursor] : undefined;
    if (typeof value === 'string') this.#cursor = value;
  }

  /** What to tell the client where going on would be a lie: nothing was ever heard, or events may have been missed. */
  #farewell({ owner }: Source): FormattedExecutionResult | undefined {
    if (!this.#isEstablished) return unreachable(owner);
    return this.#canGoOn() ? undefined : lostForGood(owner);
  }

  async #pause(): Promise<void> {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures);
    this.#failures += 1;
    // Half fixed, half random, so that many streams do not come back in one instant.
    await wait(longest / 2 + Math.random() * (longest / 2), undefined, { signal: this.#options.signal }).catch(
      () => {},
    );
  }
}

/** Events of one subscription at its owning subgraph, in order, each once, over as many connections as it takes. */
export const upstreamEvents = (options: UpstreamOptions): AsyncGenerator<UpstreamEvent, void, void> =>
  new Upstream(options).events();
