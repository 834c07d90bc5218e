import { randomInt } from 'node:crypto';
import type { Sql } from '@cardstock/messaging';
import type { Announcement, CacheTurn, Grants } from '../../application/cache.ports.ts';
import { KEYS } from '../keys.ts';
import { GRANTED_MS } from '../limits.ts';
import type { CacheRedis } from '../redis.ts';
import { announce } from './announce.ts';
import { endGrant } from './end-grant.ts';
import type { WriterMetrics } from './metrics.ts';
import { OPEN_GRANT, RENEW_GRANT } from './scripts.ts';
import { waitForReaders } from './wait.ts';

export interface TurnParts {
  readonly grants: Grants;
  readonly redis: CacheRedis | undefined;
  readonly metrics: WriterMetrics;
  /** By the clock of Redis, before the position is claimed; undefined where it does not answer. */
  readonly beganAt: number | undefined;
  /** The grant that Redis did not know in the turn before. */
  readonly lost: { grant: number | undefined };
}

/** A database that is made anew must not find what Redis keeps of the one before it. */
const firstGrant = (): number => randomInt(2 ** 40) * 2;

const isGranted = (grant: number): boolean => grant % 2 === 1;

/** One transaction of who projects. A grant that Redis does not know is ended before anything else is committed. */
export class Turn implements CacheTurn {
  readonly #parts: TurnParts;
  #heldSince = 0;
  #position = 0;
  #number = 0;
  /** As Redis knows it; undefined where nothing can be announced. */
  #grant: string | undefined;
  #next: number | undefined;

  constructor(parts: TurnParts) {
    this.#parts = parts;
  }

  async hold(sql: Sql, position: number): Promise<void> {
    this.#heldSince = performance.now();
    this.#position = position;
    this.#number = await this.#parts.grants.current(sql);
    if (isGranted(this.#number)) await this.#renew(sql);
    else await this.#prepareNext(sql);
  }

  async announce(sql: Sql, change: Announcement): Promise<void> {
    if (!isGranted(this.#number) || change.entries.length === 0) return;
    const { redis, metrics } = this.#parts;
    const told = redis && this.#grant ? await announce(redis, this.#grant, change) : undefined;
    if (redis && told !== undefined) metrics.told((await waitForReaders(redis, told)) ? 'waited' : 'taken_in');
    else await this.#end(sql);
  }

  async committed(): Promise<void> {
    if (this.#next !== undefined) await this.#give(OPEN_GRANT, this.#next);
  }

  async #renew(sql: Sql): Promise<void> {
    const { lost } = this.#parts;
    const given = await this.#give(RENEW_GRANT, this.#number);
    this.#grant = given ?? undefined;
    // Who began it may be about to tell Redis: that has one turn's time.
    if (given === null && lost.grant === this.#number) await this.#end(sql);
    lost.grant = given === null ? this.#number : undefined;
  }

  async #end(sql: Sql): Promise<void> {
    const { grants, redis, metrics } = this.#parts;
    await endGrant({ grants, redis, sql, grant: this.#number, heldSince: this.#heldSince });
    this.#number += 1;
    metrics.told('ended');
  }

  // Redis learns of it only when it is known to be committed: who finds it missing there waits before changing anything.
  async #prepareNext(sql: Sql): Promise<void> {
    if (this.#parts.beganAt === undefined) return;
    this.#next = (this.#number || firstGrant()) + 1;
    await this.#parts.grants.save(sql, this.#next);
  }

  /** Null where Redis refuses it, undefined where it does not answer. */
  async #give(script: string, grant: number): Promise<string | null | undefined> {
    const { redis, beganAt } = this.#parts;
    if (!redis || beganAt === undefined) return undefined;
    const keys = Object.values(KEYS);
    const given = [grant, beganAt, GRANTED_MS, this.#position];
    return redis.ask<string | null>((client) => client.eval(script, keys.length, ...keys, ...given));
  }
}
