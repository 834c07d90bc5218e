import { setTimeout as pause } from 'node:timers/promises';
import { type Shop, visit } from './shop.ts';

export interface Pace {
  readonly orders: number;
  /** No more than so many visits, however long the faults take. */
  readonly mostOrders: number;
  /** From 0 to 1: how much of the plan of faults has been carried out. */
  progress(): number;
}

export interface RunningWorkload {
  readonly visits: () => number;
  /** Resolves with the streams that still go on. */
  readonly finished: Promise<readonly Promise<void>[]>;
}

const AT_ONCE = 12;
const HEAD_START = 12;
const LOOK_AGAIN_MS = 50;
const SLOWEST_MS = 600;
const SLOWEST_EXTRA_MS = 250;

/** Lets visits begin so that they last as long as the faults do: there must always be something to strike. */
const makeGate = ({ orders, mostOrders, progress }: Pace) => {
  let visits = 0;
  let lastAt = 0;
  const mayGo = (): boolean => {
    const rested = Date.now() - lastAt;
    if (visits >= orders) return rested > SLOWEST_EXTRA_MS;
    return visits < HEAD_START + orders * progress() || rested > SLOWEST_MS;
  };
  const next = async (): Promise<number | undefined> => {
    for (;;) {
      const isEnough = visits >= orders && progress() >= 1;
      if (isEnough || visits >= mostOrders) return undefined;
      if (mayGo()) break;
      await pause(LOOK_AGAIN_MS);
    }
    visits += 1;
    lastAt = Date.now();
    return visits;
  };
  return { next, visits: () => visits };
};

/** Sends customers, a dozen at once, until all orders are placed and all faults are carried out. */
export const runWorkload = (shop: Shop, pace: Pace): RunningWorkload => {
  const gate = makeGate(pace);
  const streams: Promise<void>[] = [];
  const serve = async (): Promise<void> => {
    for (let number = await gate.next(); number !== undefined; number = await gate.next())
      streams.push(...(await visit(shop, number)));
  };
  const finished = Promise.all(Array.from({ length: AT_ONCE }, serve)).then(() => streams);
  return { visits: gate.visits, finished };
};
