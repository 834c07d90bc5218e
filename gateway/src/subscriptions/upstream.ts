import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@cardstock/service/core';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Attempt, SubgraphSocket } from './subgraph-socket.ts';
import type { UpstreamOperation } from './upstream-operation.ts';

interface UpstreamOptions {
  readonly owner: string;
  readonly operation: UpstreamOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly socket: SubgraphSocket;
  /** A fresh internal token for each attempt: a stream lives longer than any of them. */
  readonly token: () => Promise<string>;
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** What a subgraph that has just come back may answer before all its parts are up. */
const PASSING_CODES = new Set(['INTERNAL', 'INTERNAL_SERVER_ERROR', 'SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT']);
const MOST_PASSING_ERRORS = 10;

const pick = (variables: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => variables[name] !== undefined).map((name) => [name, variables[name]]));

const unavailable = (owner: string, message: string): FormattedExecutionResult => ({
  errors: [{ message, extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: owner } }],
});

const isPassing = ({ data, errors = [] }: FormattedExecutionResult): boolean =>
  data == null &&
  errors.length > 0 &&
  errors.every(({ extensions }) => PASSING_CODES.has(String(extensions?.['code'])));

/** A stream of events from the owning subgraph that survives the loss of its connection. */
class Upstream {
  readonly #options: UpstreamOptions;
  #cursor: string | undefined;
  #isEstablished = false;
  #failures = 0;
  #passingErrors = 0;

  constructor(options: UpstreamOptions) {
    this.#options = options;
  }

  async *events(): AsyncGenerator<FormattedExecutionResult, void, void> {
    const { signal } = this.#options;
    while (!signal.aborted) {
      const payload = await this.#payload();
      // Whoever left meanwhile is not told of again: `abort` has fired already.
      if (signal.aborted) return;
      const attempt = this.#options.socket.open(payload);
      const outcome = yield* this.#follow(attempt);
      if (outcome !== 'lost' || signal.aborted) return;
      this.#isEstablished ||= attempt.wasConnected();
      const farewell = this.#farewell();
      if (farewell) {
        yield farewell;
        return;
      }
      await this.#pause();
    }
  }

  /** Forwards events until the subgraph ends the stream, refuses it, or is lost. */
  async *#follow({ events }: Attempt): AsyncGenerator<FormattedExecutionResult, 'ended' | 'lost', void> {
    const { signal, owner, log } = this.#options;
    const stop = (): void => void events.return?.();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const event of events) {
        if (this.#mayPass(event)) return 'lost';
        this.#remember(event);
        yield event;
      }
      return 'ended';
    } catch (err) {
      if (Array.isArray(err)) {
        yield { errors: err as GraphQLFormattedError[] };
        return 'ended';
      }
      log.debug({ subgraph: owner, reason: reasonOf(err) }, 'a stream was cut');
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
    const { operation, variables } = this.#options;
    return this.#cursor === undefined ? operation.resume?.startsOver(variables) === true : true;
  }

  #remember(event: FormattedExecutionResult): void {
    this.#isEstablished = true;
    this.#failures = 0;
    this.#passingErrors = 0;
    const [root, cursor] = this.#options.operation.resume?.cursorPath ?? [];
    const payload = root ? (event.data?.[root] as Record<string, unknown> | null | undefined) : undefined;
    const value = cursor ? payload?.[cursor] : undefined;
    if (typeof value === 'string') this.#cursor = value;
  }

  /** What to tell the client where going on would be a lie: nothing was ever heard, or events may have been missed. */
  #farewell(): FormattedExecutionResult | undefined {
    const { owner } = this.#options;
    if (!this.#isEstablished) {
      return unavailable(owner, `The ${owner} service cannot be subscribed to right now. Try again in a moment.`);
    }
    if (this.#canGoOn()) return undefined;
    return unavailable(owner, `The stream of the ${owner} service was cut. Subscribe again and read what you missed.`);
  }

  async #payload(): Promise<SubscribePayload> {
    const { operation, variables, token, requestId } = this.#options;
    const given = pick(variables, operation.variableNames);
    const { resume, operationName } = operation;
    const isResumed = resume && this.#cursor !== undefined;
    return {
      query: isResumed ? resume.query : operation.query,
      variables: isResumed ? { ...given, [resume.afterVariable]: this.#cursor } : given,
      ...(operationName ? { operationName } : {}),
      extensions: { internalToken: await token(), requestId },
    };
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

const reasonOf = (err: unknown): unknown => {
  const { code, reason, message } = err as { code?: unknown; reason?: unknown; message?: unknown };
  return { code, reason: reason || message };
};

/** Events of one subscription at its owning subgraph, in order, each once, over as many connections as it takes. */
export const upstreamEvents = (options: UpstreamOptions): AsyncGenerator<FormattedExecutionResult, void, void> =>
  new Upstream(options).events();
