import { createHash } from 'node:crypto';
import type { Logger } from '@cardstock/service/core';
import { LRUCache } from 'lru-cache';
import { busy } from '../application/errors.ts';
import type { Compose } from '../application/ports.ts';
import { makeTurns } from '../application/turns.ts';
import type { Composition, SubgraphSdl } from '../domain/composition.ts';
import { CompositionThread } from './thread.ts';

export interface Composer {
  readonly compose: Compose;
  stop(): Promise<void>;
}

interface ComposerOptions {
  /** What takes longer is given up, in milliseconds. */
  readonly withinMs: number;
  readonly log: Logger;
}

const KEPT_CHARACTERS = 32_000_000;
const MOST_WAITING = 20;
/** There is one, which composes one thing at a time. */
const THREAD = 'thread';

const keyOf = (subgraphs: readonly SubgraphSdl[]): string => {
  const hash = createHash('sha256');
  for (const { name, url, sdl } of subgraphs) hash.update(JSON.stringify([name, url, sdl]));
  return hash.digest('hex');
};

const sizeOf = (result: Composition): number =>
  1 + (result.ok ? result.supergraphSdl.length + result.apiSdl.length : JSON.stringify(result.errors).length);

const byName = (one: SubgraphSdl, other: SubgraphSdl): number => (one.name < other.name ? -1 : 1);

/**
 * Composes in a thread of its own, one after the other, so that nobody else waits for it. What was composed lately is
 * known: a check and the publication after it compose once.
 */
export const startComposer = ({ withinMs, log }: ComposerOptions): Composer => {
  const thread = new CompositionThread(withinMs);
  const known = new LRUCache<string, Composition>({ maxSize: KEPT_CHARACTERS, sizeCalculation: sizeOf });
  const underWay = new Map<string, Promise<Composition>>();
  const inTurn = makeTurns();
  const composeNew = async (key: string, subgraphs: readonly SubgraphSdl[]): Promise<Composition> => {
    if (underWay.size >= MOST_WAITING) throw busy('Too many schemas are being composed.');
    const startedAt = performance.now();
    const composing = inTurn(THREAD, () => thread.compose(subgraphs)).finally(() => underWay.delete(key));
    underWay.set(key, composing);
    const result = await composing;
    known.set(key, result);
    const ms = Math.round(performance.now() - startedAt);
    log.debug({ subgraphs: subgraphs.length, ok: result.ok, ms }, 'composed');
    return result;
  };
  return {
    compose: async (subgraphs) => {
      const sorted = subgraphs.toSorted(byName);
      const key = keyOf(sorted);
      return known.get(key) ?? underWay.get(key) ?? composeNew(key, sorted);
    },
    // Whoever still waits for a composition hears that it was broken off.
    stop: () => thread.stop(),
  };
};
