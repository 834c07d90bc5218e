import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../platform/platform.ts';
import type { ServiceName } from '../platform/supervisor.ts';
import type { Fault } from './points.ts';

export interface Striker {
  /** How many of the planned faults have struck. */
  struck(): readonly Fault[];
  /** Those that have not, or not yet. */
  left(): readonly Fault[];
  /** Keeps a service's desk closed during some work. */
  without<Result>(service: ServiceName, work: () => Promise<Result>): Promise<Result>;
  /** Resolves when all have struck, or `stop` was called. */
  readonly finished: Promise<void>;
  stop(): void;
}

const ARMED_AT_ONCE = 8;
const BREATH_MS = 400;
const PATIENCE_MS = 6_000;
const POLL_MS = 20;

/** The faults of one service that still wait for their turn; those that do not strike in time go to the end. */
const strikeOne = (platform: Platform, service: ServiceName, planned: readonly Fault[], isStopped: () => boolean) => {
  const queue = [...planned];
  const struck: Fault[] = [];
  let closed = 0;
  const kept = platform.services.get(service);
  const desk = platform.wires.get(service)?.desk;
  const round = async (): Promise<void> => {
    await kept?.untilUp();
    await pause(BREATH_MS);
    if (closed > 0 || !kept?.isUp()) return;
    let hasStruck = false;
    desk?.arm(queue.slice(0, ARMED_AT_ONCE), (fault) => {
      hasStruck = true;
      kept.signal('SIGKILL');
      struck.push(fault);
      queue.splice(queue.indexOf(fault), 1);
    });
    const until = Date.now() + PATIENCE_MS;
    while (!hasStruck && closed === 0 && Date.now() < until && !isStopped()) await pause(POLL_MS);
    desk?.disarm();
    if (!hasStruck && closed === 0) queue.push(...queue.splice(0, ARMED_AT_ONCE));
  };
  const run = async (): Promise<void> => {
    while (queue.length > 0 && !isStopped()) await round();
  };
  return {
    struck,
    queue,
    run,
    without: async <Result>(work: () => Promise<Result>): Promise<Result> => {
      closed += 1;
      desk?.disarm();
      return work().finally(() => {
        closed -= 1;
      });
    },
  };
};

/** Arms the planned faults, service by service, in the order of the plan, until each of them has struck. */
export const startStriker = (platform: Platform, plan: readonly Fault[]): Striker => {
  let isStopped = false;
  const byService = Map.groupBy(plan, ({ service }) => service);
  const lines = new Map(
    [...platform.services.keys()].map((service) => [
      service,
      strikeOne(platform, service, byService.get(service) ?? [], () => isStopped),
    ]),
  );
  const all = [...lines.values()];
  return {
    struck: () => all.flatMap(({ struck }) => struck),
    left: () => all.flatMap(({ queue }) => queue),
    without: (service, work) => lines.get(service)?.without(work) ?? work(),
    finished: Promise.all(all.map(({ run }) => run())).then(() => undefined),
    stop: () => {
      isStopped = true;
    },
  };
};
