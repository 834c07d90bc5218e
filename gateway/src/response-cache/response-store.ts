import { type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { Redis } from 'ioredis';
import { LONGEST_S } from './config.ts';
import type { OwnKey, ResponseKeys } from './keys.ts';
import type { Policy } from './policy.ts';
import { FORGET, FORGET_VIEWER, LOOK_UP, STORE } from './scripts.ts';

/** An answer as it is stored. */
export interface StoredResponse extends Policy {
  /** The data, as JSON. */
  readonly text: string;
  /** Seconds since it was stored. */
  readonly age: number;
}

/** What was known when an answer was looked for. */
export interface Lookup {
  /** Stands for all changes until then. */
  readonly epoch: string;
  /** Stands for the viewer's own changes until then. */
  readonly version: string;
  readonly found: StoredResponse | undefined;
}

export interface NewResponse {
  readonly keys: ResponseKeys;
  /** From when it was looked for, which was before it was made. */
  readonly lookup: Lookup;
  readonly policy: Policy;
  readonly tags: readonly string[];
  readonly text: string;
}

type Reply = [epoch: string, version: string, index?: number, text?: string, maxAge?: string, leftMs?: number];
interface Scripts {
  lookUpResponse(keyCount: number, ...rest: string[]): Promise<Reply>;
  storeResponse(keyCount: number, ...rest: (string | number)[]): Promise<number>;
  forgetResponses(keyCount: number, ...rest: (string | number)[]): Promise<unknown>;
  forgetViewer(keyCount: number, ...rest: (string | number)[]): Promise<unknown>;
}

/** Forgets all that is stored. */
export const EVERYTHING = '*';

/** In one slot of a Redis Cluster. The number is that of the format. */
const PREFIX = '{cardstock-responses}:1:';
const EPOCH = `${PREFIX}epoch`;
const MARKS = `${PREFIX}mark:`;
/** Longer than any answer is stored that could be older, and than any can be on its way. */
const KEEP_MARKS_S = 2 * LONGEST_S;
const TAGS_AT_ONCE = 1_000;
const FAILURES = 3;
const REST_MS = 1_000;

const sharedKey = ({ shared }: ResponseKeys): string => `${PREFIX}all:${shared}`;
const ownKey = ({ key }: OwnKey): string => `${PREFIX}own:${key}`;
const versionKey = (userId: string): string => `${PREFIX}user:${userId}`;

const makeScripts = (redis: Redis): Scripts => {
  redis.defineCommand('lookUpResponse', { lua: LOOK_UP });
  redis.defineCommand('storeResponse', { lua: STORE });
  redis.defineCommand('forgetResponses', { lua: FORGET });
  redis.defineCommand('forgetViewer', { lua: FORGET_VIEWER });
  return redis as unknown as Scripts;
};

const asFound = ([, , index, text, maxAge, leftMs = 0]: Reply): StoredResponse | undefined => {
  if (index === undefined || text === undefined) return undefined;
  const seconds = Number(maxAge);
  const age = Math.max(0, Math.floor(seconds - leftMs / 1_000));
  return { text, maxAge: seconds, age, scope: index === 2 ? 'PUBLIC' : 'PRIVATE' };
};

/** The answers that all gateways share, in Redis. Where Redis fails a few times, it is let alone for a second. */
export class ResponseStore {
  readonly #redis: Scripts;
  readonly #breaker: CircuitBreakerPolicy;

  constructor(redis: Redis) {
    this.#redis = makeScripts(redis);
    this.#breaker = circuitBreaker(handleAll, { halfOpenAfter: REST_MS, breaker: new ConsecutiveBreaker(FAILURES) });
  }

  /** Looks for an answer, where one is wanted that was made before. Throws where Redis does not answer. */
  async lookUp(keys: ResponseKeys, isWanted: boolean): Promise<Lookup> {
    const own = keys.own ? [versionKey(keys.own.userId), ownKey(keys.own)] : [];
    const all = [EPOCH, sharedKey(keys), ...own];
    const asked = () => this.#redis.lookUpResponse(all.length, ...all, MARKS, isWanted ? '1' : '0');
    const reply = await this.#breaker.execute(asked);
    return { epoch: reply[0], version: reply[1], found: asFound(reply) };
  }

  /** False where it was not stored, since something that it shows has changed meanwhile. Throws where Redis does not answer. */
  async store({ keys, lookup, policy, tags, text }: NewResponse): Promise<boolean> {
    const own = keys.own && `${ownKey(keys.own)}:${lookup.version}`;
    const key = policy.scope === 'PUBLIC' ? sharedKey(keys) : own;
    if (key === undefined) throw new Error('a private answer to nobody cannot be stored');
    const stored = () =>
      this.#redis.storeResponse(2, EPOCH, key, MARKS, lookup.epoch, JSON.stringify(tags), text, policy.maxAge);
    return (await this.#breaker.execute(stored)) === 1;
  }

  /** Answers with one of these tags are never given again, nor stored if they are being made now. Throws where Redis does not answer. */
  async forget(tags: readonly string[]): Promise<void> {
    for (let start = 0; start < tags.length; start += TAGS_AT_ONCE) {
      await this.#redis.forgetResponses(1, EPOCH, MARKS, KEEP_MARKS_S, ...tags.slice(start, start + TAGS_AT_ONCE));
    }
  }

  /** The same for the answers that a user alone was given. */
  async forgetUser(userId: string): Promise<void> {
    await this.#breaker.execute(() => this.#redis.forgetViewer(1, versionKey(userId), KEEP_MARKS_S));
  }
}
