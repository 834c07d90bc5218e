import { setTimeout as pause } from 'node:timers/promises';
import type { Disturbance, Surroundings } from './disturbance.ts';
import type { EnvironmentPlan } from './plan.ts';

/** What a disturbance did: how often it struck, or why it could not. */
export interface Disturbed {
  readonly name: string;
  readonly count: number;
  readonly problem?: string;
}

interface Disturbing {
  readonly surroundings: Surroundings;
  readonly plan: EnvironmentPlan;
  /** Written as it happens. */
  readonly done: Disturbed[];
  /** From 0 to 1: how many of the orders have been placed. */
  readonly share: () => number;
  /** Resolves when nothing else is done to the platform any more. */
  readonly untilOthersAreOver: Promise<void>;
}

const LOOK_AGAIN_MS = 100;
const TRY_AGAIN_MS = 5_000;
const MOST_TRIES = 8;

/** Carries the plan out: each in turn when its share of the orders has been placed, so that they are spread evenly. */
export const disturb = async ({ surroundings, plan, done, share, untilOthersAreOver }: Disturbing): Promise<void> => {
  const attempt = async ({ name, carryOut }: Disturbance): Promise<Disturbed> => {
    try {
      return { name, count: await carryOut(surroundings) };
    } catch (err) {
      return { name, count: 0, problem: (err as Error).message };
    }
  };
  /** What found nothing to strike, say a queue in which nothing waited, is done again a little later. */
  const carryOut = async (disturbance: Disturbance): Promise<void> => {
    let outcome = await attempt(disturbance);
    for (let tries = 1; tries < MOST_TRIES && outcome.count === 0; tries += 1) {
      await pause(TRY_AGAIN_MS);
      outcome = await attempt(disturbance);
    }
    done.push(outcome);
  };
  const inTurn = async (): Promise<void> => {
    for (const [place, disturbance] of plan.inTurn.entries()) {
      while (share() < (place + 1) / (plan.inTurn.length + 1)) await pause(LOOK_AGAIN_MS);
      await carryOut(disturbance);
    }
  };
  await Promise.all([carryOut(plan.freeze), inTurn(), untilOthersAreOver]);
  for (const disturbance of plan.last) await carryOut(disturbance);
};
