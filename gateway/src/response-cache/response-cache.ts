import type { Execute, GraphOperation, GraphResult, Step } from '../execution/operation.ts';
import { viewerScope } from '../execution/viewer-scope.ts';
import { AnswerRecord } from './answer-record.ts';
import { Flights } from './flights.ts';
import type { Freshness } from './freshness.ts';
import { type KeepResponse, keepIn } from './keep-response.ts';
import { keysOf, type ResponseKeys } from './keys.ts';
import { type KnownOperation, makeKnownOperations } from './known-operations.ts';
import type { ResponseCacheMetrics } from './metrics.ts';
import type { Policy } from './policy.ts';
import type { Lookup, ResponseStore } from './response-store.ts';
import { TextResult } from './text-result.ts';

export interface ResponseCacheOptions {
  readonly store: ResponseStore;
  readonly metrics: ResponseCacheMetrics;
  readonly maxSeconds: number;
  readonly maxBytes: number;
}

interface Made {
  readonly result: GraphResult;
  readonly policy: Policy | undefined;
}

/** An answer that is asked for and not stored. */
interface Miss {
  readonly asked: GraphOperation;
  readonly known: KnownOperation;
  readonly keys: ResponseKeys;
  readonly lookup: Lookup;
}

const isWhole = ({ errors, data }: GraphResult): boolean => !errors?.length && data !== undefined && data !== null;

const note = ({ context }: GraphOperation, told: Freshness): void => {
  if (context.freshness) context.freshness.told = told;
};

class ResponseCache {
  readonly #options: ResponseCacheOptions;
  readonly #next: Execute;
  readonly #known = makeKnownOperations();
  readonly #flights = new Flights<Made>();
  readonly #keep: KeepResponse;

  constructor(next: Execute, options: ResponseCacheOptions) {
    this.#next = next;
    this.#options = options;
    this.#keep = keepIn(options.store, options.maxBytes);
  }

  async answer(asked: GraphOperation): Promise<GraphResult> {
    const { metrics } = this.#options;
    const known = this.#known(asked);
    const isUnwanted = asked.context.clientWish === 'unstored';
    if (isUnwanted || known.isUnstorable) {
      metrics.bypassed(isUnwanted ? 'client' : 'unstorable');
      return (await this.#make(asked, known, new AnswerRecord(undefined))).result;
    }
    const keys = keysOf(known, asked);
    const lookup = await this.#lookUp(keys, asked);
    if (!lookup) return this.#next(asked);
    if (!lookup.found) return this.#whenMissing({ asked, known, keys, lookup });
    metrics.asked('hit');
    known.learn(lookup.found);
    note(asked, lookup.found);
    return new TextResult(lookup.found.text);
  }

  /** A mutation. What its user reads afterwards must not have been stored before. */
  async change(asked: GraphOperation): Promise<GraphResult> {
    try {
      return await this.#next(asked);
    } finally {
      await this.#forgetOwn(asked);
    }
  }

  async #lookUp(keys: ResponseKeys, { context }: GraphOperation): Promise<Lookup | undefined> {
    try {
      return await this.#options.store.lookUp(keys, context.clientWish !== 'fresh');
    } catch {
      // The connection says in the log that Redis is away; whoever asks is answered without it.
      this.#options.metrics.bypassed('redis');
      return undefined;
    }
  }

  async #whenMissing(miss: Miss): Promise<GraphResult> {
    const { asked, known, lookup } = miss;
    const { context } = asked;
    // Who came after a change does not wait for what was begun before it: its epoch is another one.
    const isForAll = known.isPublic;
    const who = isForAll ? '' : `${viewerScope(context.viewer)}\n${lookup.version}`;
    const wish = context.clientWish ?? '';
    const key = `${lookup.epoch}\n${miss.keys.shared}\n${wish}\n${who}`;
    const make = () => this.#makeAndStore(miss, isForAll);
    const { result, isOwn } = await this.#flights.join({ key, patience: context, make });
    this.#options.metrics.asked(isOwn ? 'miss' : 'joined');
    if (result.policy) note(asked, { ...result.policy, age: undefined });
    return result.result;
  }

  /** What turns out to be private is not shared where others wait for it who are not the viewer. */
  async #makeAndStore({ asked, known, keys, lookup }: Miss, isForAll: boolean) {
    const record = new AnswerRecord(lookup.epoch);
    const made = await this.#make(asked, known, record);
    const { policy, result } = made;
    const { data } = result;
    if (!policy || !data) {
      this.#options.metrics.made(isWhole(result) ? 'forbidden' : 'failed');
      return { result: made, isShareable: false };
    }
    const text = JSON.stringify(data);
    const isStored = this.#keep({ keys, lookup, policy, tags: [...record.tags], text }).then(
      this.#options.metrics.made,
    );
    const isShareable = policy.scope === 'PUBLIC' || (keys.own !== undefined && !isForAll);
    return { result: { policy, result: new TextResult(text, data) }, isShareable, isStored };
  }

  async #make(asked: GraphOperation, known: KnownOperation, record: AnswerRecord): Promise<Made> {
    const result = await this.#next({ ...asked, context: { ...asked.context, reads: record } });
    if (!isWhole(result)) return { result, policy: undefined };
    const { policy } = record;
    known.learn(policy);
    const { maxSeconds } = this.#options;
    return { result, policy: policy && { ...policy, maxAge: Math.min(policy.maxAge, maxSeconds) } };
  }

  async #forgetOwn({ context: { viewer } }: GraphOperation): Promise<void> {
    const { store, metrics } = this.#options;
    if (viewer.kind !== 'user') return;
    // Without Redis nothing is answered from it either, and what is in it when it is back is soon over.
    await store.forgetUser(viewer.id).then(
      () => metrics.forgot('mutation'),
      () => metrics.bypassed('redis'),
    );
  }
}

/** Answers queries from what is stored, and stores what subgraphs let be stored. */
export const cacheResponses =
  (options: ResponseCacheOptions): Step =>
  (next) => {
    const cache = new ResponseCache(next, options);
    return (asked) => (asked.operation.operation === 'query' ? cache.answer(asked) : cache.change(asked));
  };
