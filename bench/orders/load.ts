import { setTimeout as pause } from 'node:timers/promises';

/** One order that was placed: when it was asked for and how long the answer took, in milliseconds. */
export interface Placed {
  readonly id: string;
  readonly askedAt: number;
  readonly answeredAfter: number;
}

type Place = (index: number) => Promise<string>;

const timed = async (place: Place, index: number): Promise<Placed> => {
  const askedAt = Date.now();
  const startedAt = performance.now();
  const id = await place(index);
  return { id, askedAt, answeredAfter: performance.now() - startedAt };
};

interface ClosedLoop {
  readonly place: Place;
  readonly buyers: number;
  readonly seconds: number;
  /** What a buyer waits for before the next order. */
  readonly until: (id: string) => Promise<void>;
}

/** So many buyers, each of whom orders again as soon as the last order has come so far. */
export const closedLoop = async ({ place, buyers, seconds, until }: ClosedLoop): Promise<Placed[]> => {
  const endAt = performance.now() + seconds * 1000;
  const placed: Placed[] = [];
  let index = 0;
  const buy = async (): Promise<void> => {
    while (performance.now() < endAt) {
      const order = await timed(place, index++);
      placed.push(order);
      await until(order.id);
    }
  };
  await Promise.all(Array.from({ length: buyers }, buy));
  return placed;
};

/** Orders that come at a rate, whether or not those before have been answered. */
export const openLoop = async (place: Place, perSecond: number, seconds: number): Promise<Placed[]> => {
  const startedAt = performance.now();
  const under: Promise<Placed>[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const wait = startedAt + (index * 1000) / perSecond - performance.now();
    if (wait > 1) await pause(wait);
    under.push(timed(place, index));
  }
  return Promise.all(under);
};
