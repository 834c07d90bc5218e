import type { SagaPolicy } from './commands.ts';
import { change, type Moment, type Move } from './moves.ts';
import type { Step, StepName } from './saga.ts';

const plus = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** A step that was answered, though it is not done: what was asked so far counts no more. */
const answered = ({ attempts }: Step, deadlineAt: Date): Partial<Step> => ({
  deadlineAt,
  forgiven: attempts,
  isStuck: false,
  error: null,
});

const backorderWaitEnds = (at: Date, expectedAt: string | null, policy: SagaPolicy): Date => {
  const latest = plus(at, policy.backorderCheckMs);
  const expected = expectedAt === null ? latest : new Date(expectedAt);
  const isWithin = expected > at && expected < latest;
  return isWithin ? expected : latest;
};

/** The long waits: for people, for parcels, for stock that will come. */
export const waitsAt = ({ at, policy }: Moment) => {
  const wait =
    (name: StepName, until: Date): Move =>
    (outcome) => {
      const step = outcome.saga.steps[name];
      return step.state === 'RUNNING' ? change(outcome, name, answered(step, until)) : outcome;
    };
  return {
    /** The warehouse has it: asked after again only when nothing was heard for long. */
    waitForParcel: (name: 'fulfil' | 'complete'): Move => wait(name, plus(at, policy.shipmentCheckMs)),
    waitForStock: (expectedAt: string | null): Move => wait('reserve-stock', backorderWaitEnds(at, expectedAt, policy)),
    /** From here on the order has so long to be confirmed; null: as long as it takes. */
    confirmWithin:
      (ms: number | null): Move =>
      (outcome) =>
        outcome.saga.steps.confirm.state === 'PENDING'
          ? change(outcome, 'confirm', { deadlineAt: ms === null ? null : plus(at, ms) })
          : outcome,
    /** Somebody has until then: the order must not end before, nor the moment it is over. */
    confirmNotBefore:
      (until: string): Move =>
      (outcome) => {
        const { deadlineAt } = outcome.saga.steps.confirm;
        const least = plus(new Date(until), policy.confirmWithinMs);
        return deadlineAt !== null && deadlineAt < least ? change(outcome, 'confirm', { deadlineAt: least }) : outcome;
      },
    /** The parcel is on its way: its arrival is waited for. */
    awaitArrival: (outcome: Parameters<Move>[0]) => {
      if (outcome.saga.steps.complete.state !== 'PENDING') return outcome;
      const deadlineAt = plus(at, policy.shipmentCheckMs);
      return change(outcome, 'complete', { state: 'RUNNING', attempts: 1, startedAt: at, deadlineAt });
    },
  };
};
