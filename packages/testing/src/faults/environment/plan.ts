import type { Random } from '../random.ts';
import type { Disturbance } from './disturbance.ts';
import { duplicateMessages, loseCommands, reorderMessages } from './messages.ts';
import { freezeService, killService } from './processes.ts';
import { PROVIDER_FAULTS, WEBHOOK_FAULTS } from './provider.ts';
import { emptyRedis, restartPostgres, restartRedis, terminateBackends } from './stores.ts';

export interface EnvironmentPlan {
  /** Goes on beside everything else, from the start. */
  readonly freeze: Disturbance;
  /** One after the other, spread over the workload. */
  readonly inTurn: readonly Disturbance[];
  /** When everything else is over. */
  readonly last: readonly Disturbance[];
}

const KILLED = ['gateway', 'auth', 'catalog', 'inventory', 'order', 'fulfillment', 'notification'] as const;
const TERMINATED = ['order', 'inventory', 'fulfillment', 'notification'] as const;

const wholePlan = (random: Random): readonly Disturbance[] =>
  random.shuffle([
    ...KILLED.map(killService),
    ...TERMINATED.map(terminateBackends),
    ...PROVIDER_FAULTS,
    ...WEBHOOK_FAULTS,
    ...[emptyRedis, restartRedis, restartPostgres],
    ...[duplicateMessages, reorderMessages, loseCommands, duplicateMessages],
  ]);

const shortPlan = (random: Random): readonly Disturbance[] =>
  random.shuffle([
    ...[killService('gateway'), terminateBackends('order'), restartRedis, duplicateMessages, reorderMessages],
    ...PROVIDER_FAULTS.slice(0, 1),
  ]);

/** What is done to the surroundings, in order: a pure function of the chance it is given. */
export const planEnvironment = (random: Random, isShort: boolean): EnvironmentPlan => ({
  freeze: freezeService(isShort ? 'fulfillment' : random.pick(['order', 'inventory'] as const)),
  inTurn: isShort ? shortPlan(random) : wholePlan(random),
  // What killed workers still hold then comes again at once, and not after the minute that their locks may take to fall.
  last: isShort ? [emptyRedis] : [],
});
