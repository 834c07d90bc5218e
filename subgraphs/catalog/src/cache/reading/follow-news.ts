import { randomUUID } from 'node:crypto';
import { type Loop, startLoop } from '@cardstock/messaging';
import type { Logger } from '@cardstock/service';
import type { EntryName } from '../../application/cache.ports.ts';
import { KEYS } from '../keys.ts';
import { LEASE_MS, MARGIN_MS } from '../limits.ts';
import type { CacheRedis } from '../redis.ts';
import type { ReaderMetrics } from './metrics.ts';
import type { NearEntries } from './near.ts';
import { RENEW_LEASE } from './scripts.ts';
import type { Session, Trust } from './trust.ts';

/** How long news are waited for before the lease is renewed: a third of it. */
export const LISTEN_MS = 150;
const REST_MS = 100;
const AT_ONCE = 100;

interface FollowerParts {
  readonly redis: CacheRedis;
  readonly trust: Trust;
  readonly near: NearEntries;
  readonly metrics: ReaderMetrics;
}

type News = readonly [id: string, fields: readonly string[]];
type Joined = ['joined', lease: number, committed: string, grant: string, applied: string, announced: string];
type Lease = ['none'] | ['behind'] | ['renewed', lease: number, committed: string] | Joined;

const KEYS_OF_LEASES = [KEYS.grant, KEYS.writer, KEYS.sequence, KEYS.announced, KEYS.committed, KEYS.readers];

/** Takes in what other processes announce, and has the lease renewed for it. */
class Follower {
  readonly #parts: FollowerParts;
  readonly #process = randomUUID();

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  /** Returns how long to rest. */
  async round(): Promise<number> {
    const { trust } = this.#parts;
    if (trust.session) await this.#listen(trust.session);
    return (await this.#renew()) ? 0 : REST_MS;
  }

  /** Nobody needs to wait for this process any more. */
  async leave(): Promise<void> {
    this.#forget();
    await this.#parts.redis.ask((client) => client.hdel(KEYS.readers, this.#process));
  }

  async #listen({ applied }: Session): Promise<void> {
    const heard = await this.#parts.redis.ask<[string, News[]][] | null>((client) =>
      client.xread('COUNT', AT_ONCE, 'BLOCK', LISTEN_MS, 'STREAMS', KEYS.news, `${applied}-0`),
    );
    for (const [id, fields] of heard?.[0]?.[1] ?? []) await this.#takeIn(Number.parseInt(id, 10), fields);
  }

  async #takeIn(number: number, [kind, position, , names = '[]']: readonly string[]): Promise<void> {
    const { trust, near, metrics } = this.#parts;
    const { session } = trust;
    if (!session) return;
    if (kind === 'end') return this.leave();
    // Those in between are not kept any more.
    if (number !== session.applied + 1) return this.#forget();
    const entries = JSON.parse(names) as EntryName[];
    for (const name of entries) near.drop(name);
    metrics.dropped(entries.length);
    session.announced = Math.max(session.announced, Number(position));
    session.applied = number;
  }

  /** Whether there is something to follow. */
  async #renew(): Promise<boolean> {
    const { redis, trust } = this.#parts;
    const { grant = '', applied = 0 } = trust.session ?? {};
    const askedAt = trust.now();
    const lease = await redis.ask<Lease>((client) =>
      client.eval(RENEW_LEASE, KEYS_OF_LEASES.length, ...KEYS_OF_LEASES, this.#process, grant, applied, LEASE_MS),
    );
    if (lease?.[0] === 'joined') this.#join(lease);
    if (trust.session && (lease?.[0] === 'joined' || lease?.[0] === 'renewed')) {
      trust.session.committed = Math.max(trust.session.committed, Number(lease[2]));
      trust.extend(askedAt, lease[1] - MARGIN_MS);
    }
    return lease !== undefined && lease[0] !== 'none';
  }

  #join([, , committed, grant, applied, announced]: Joined): void {
    this.#parts.near.clear();
    const [known, position] = [Number(committed), Number(announced)];
    this.#parts.trust.begin({ grant, applied: Number(applied), announced: position, committed: known });
  }

  #forget(): void {
    this.#parts.trust.end();
    this.#parts.near.clear();
  }
}

/** Follows the announcements until it is stopped. */
export const followNews = (parts: FollowerParts, log: Logger): Pick<Loop, 'stop'> => {
  const follower = new Follower(parts);
  parts.redis.onLost(() => parts.trust.suspend());
  const loop = startLoop({ name: 'following the news of the catalogue', round: () => follower.round(), log });
  return {
    stop: async () => {
      await loop.stop();
      await follower.leave();
    },
  };
};
