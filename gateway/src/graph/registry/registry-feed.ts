import type { Logger } from '@cardstock/service/core';
import type { SdlFeed } from '../graph-source.ts';
import type { LastGood } from './last-good.ts';
import { type PollOutcome, restAfter } from './rest.ts';
import type { AskUplink, Launched, UplinkAnswer } from './uplink-client.ts';

interface RegistryOptions {
  /** Asked one after the other until one answers. */
  readonly urls: readonly string[];
  readonly ref: string;
  readonly ask: AskUplink;
  readonly lastGood: LastGood | undefined;
  /** What there is to serve where neither the registry nor what it gave last can be had. */
  readonly otherwise: SdlFeed;
  /** Counts what came of asking. */
  readonly count: (outcome: PollOutcome) => void;
  readonly random: () => number;
  readonly log: Logger;
}

const FIRST_ANSWER_WITHIN_MS = 3_000;
const ANSWER_WITHIN_MS = 20_000;
/** Some ten seconds after the first. */
const TOLD_AT_FAILURE = 5;

const reasonOf = (err: unknown): string => {
  const { message, cause } = err as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
};

class RegistryFeed implements SdlFeed {
  readonly name: string;
  readonly #options: RegistryOptions;
  readonly #stop = new AbortController();
  /** What came last, whether it could be loaded or not. */
  #latest: Launched | undefined;
  /** What is served: only this is named as known, so that what was refused is offered again. */
  #acceptedId: string | undefined;
  #restMs: number | undefined;
  #failures = 0;
  #first = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.name = `the supergraph ${options.ref} of the registry (REGISTRY_UPLINK_URLS)`;
  }

  async read(): Promise<string> {
    this.#latest ??= (await this.#askAtStart()) ?? (await this.#readLastGood());
    return this.#latest?.sdl ?? this.#readOtherwise();
  }

  watch(onChange: () => void): () => void {
    this.#pollLater(onChange);
    return () => {
      this.#stop.abort();
      clearTimeout(this.#timer);
    };
  }

  accepted(sdl: string): void {
    const latest = this.#latest;
    if (latest?.sdl !== sdl || latest.id === this.#acceptedId) return;
    this.#acceptedId = latest.id;
    const { lastGood, log } = this.#options;
    lastGood?.write(latest).catch((err: unknown) => log.error({ err }, 'the last good supergraph cannot be kept'));
  }

  async #askAtStart(): Promise<Launched | undefined> {
    try {
      return (await this.#askAny(FIRST_ANSWER_WITHIN_MS)).launched;
    } catch (err) {
      this.#fail(err);
      return undefined;
    }
  }

  async #readLastGood(): Promise<Launched | undefined> {
    const kept = await this.#options.lastGood?.read();
    if (kept) this.#options.log.info({ launch: kept.id }, 'starting with the last supergraph that the registry gave');
    return kept;
  }

  async #readOtherwise(): Promise<string> {
    const { otherwise, log } = this.#options;
    log.info({ supergraph: otherwise.name }, 'starting without the registry');
    return otherwise.read();
  }

  #pollLater(onChange: () => void): void {
    const { random } = this.#options;
    const isRefused = this.#latest !== undefined && this.#latest.id !== this.#acceptedId;
    const rest = restAfter({ restMs: this.#restMs, failures: this.#failures, isRefused, random });
    this.#timer = setTimeout(() => void this.#poll(onChange), rest).unref();
  }

  async #poll(onChange: () => void): Promise<void> {
    try {
      const { launched } = await this.#askAny(ANSWER_WITHIN_MS);
      this.#recover();
      this.#options.count(launched ? 'changed' : 'unchanged');
      if (launched) this.#latest = launched;
      if (launched) onChange();
    } catch (err) {
      if (!this.#stop.signal.aborted) this.#fail(err);
    }
    if (!this.#stop.signal.aborted) this.#pollLater(onChange);
  }

  /** Begins with the registry that answered last. Throws the error of the last one where none answers. */
  async #askAny(withinMs: number): Promise<UplinkAnswer> {
    const { urls, ask } = this.#options;
    let failure: unknown;
    for (let tried = 0; tried < urls.length; tried += 1) {
      const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(withinMs)]);
      try {
        const url = urls[this.#first % urls.length] ?? '';
        const answer = await ask({ url, ifAfterId: this.#acceptedId, signal });
        this.#restMs = answer.restMs ?? this.#restMs;
        return answer;
      } catch (err) {
        failure = err;
        this.#first += 1;
      }
    }
    throw failure;
  }

  #fail(err: unknown): void {
    this.#failures += 1;
    this.#options.count('failed');
    // Once per trouble, and not for a restart: a registry that is away for a night is no thousand messages.
    if (this.#failures === TOLD_AT_FAILURE)
      this.#options.log.warn({ reason: reasonOf(err) }, 'the registry does not answer; what is served stays');
  }

  #recover(): void {
    if (this.#failures >= TOLD_AT_FAILURE) this.#options.log.warn('the registry answers again');
    this.#failures = 0;
  }
}

/** The supergraph that a schema registry serves. It is asked again and again; while it is away, nothing changes. */
export const registryFeed = (options: RegistryOptions): SdlFeed => new RegistryFeed(options);
