import type { Result } from './audit/check.ts';
import type { Disturbed } from './environment/run.ts';
import { type Fault, POINTS } from './points/points.ts';

export const say = (line = ''): void => void process.stdout.write(`${line}\n`);

export const EXIT = { ok: 0, breach: 1, invalid: 3 } as const;

/** Seconds since this program began. */
export const seconds = (): string => (performance.now() / 1000).toFixed(1);

const BREACHES_SHOWN = 5;
const WIDTH = 62;
const cell = (text: string, width = WIDTH): string => text.padEnd(width);

const groupBySteps = (faults: readonly Fault[]): string =>
  [...Map.groupBy(faults, ({ service, step }) => `${service} ${step}`)]
    .map(([step, list]) => `${step} x${list.length}`)
    .join(', ');

/** What really struck, point by point; a planned fault that never did is named. */
export const reportFaults = (struck: readonly Fault[], left: readonly Fault[]): void => {
  say('\nProcesses killed at a point of a step (by SIGKILL)');
  for (const point of POINTS) {
    const here = struck.filter((fault) => fault.point === point);
    say(`  ${cell(point)} ${String(here.length).padStart(3)}  ${groupBySteps(here)}`);
  }
  for (const { point, service, step } of left) say(`  NEVER STRUCK: ${point}, ${service}, ${step}`);
};

export const reportEnvironment = (
  done: readonly Disturbed[],
  provider: readonly { action: string; struck: number }[],
): void => {
  say('\nWhat was done to the surroundings');
  for (const { name, count, problem } of done)
    say(`  ${cell(name)} ${String(count).padStart(3)}${problem ? `  FAILED: ${problem}` : ''}`);
  for (const { action, struck } of provider)
    say(`  ${cell(`  of which the provider really did: ${action}`)} ${String(struck).padStart(3)}`);
};

/** Prints every invariant with what was checked; returns how many are broken. */
export const reportAudit = (results: readonly Result[]): number => {
  say('\nInvariants');
  for (const { id, title, checked, breaches, skipped } of results) {
    const outcome = skipped ? `skipped: ${skipped}` : breaches.length > 0 ? `BREACH (${breaches.length})` : 'ok';
    say(`  ${id.padEnd(5)}${cell(title, 100)} ${String(checked).padStart(6)}  ${outcome}`);
    for (const breach of breaches.slice(0, BREACHES_SHOWN)) say(`         ${breach}`);
  }
  return results.filter(({ breaches }) => breaches.length > 0).length;
};
