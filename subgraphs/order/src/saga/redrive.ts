import { COMMAND_OF, type SagaPolicy, UNDO_COMMAND_OF, waitAfter } from './commands.ts';
import type { Outcome } from './moves.ts';
import { type Saga, STEP_NAMES, type Step, type StepName } from './saga.ts';

interface Moment {
  readonly now: Date;
  /** From 0 to 1, drawn anew at each call. */
  readonly random: () => number;
  readonly policy: SagaPolicy;
}

const isDue = ({ deadlineAt }: Step, now: Date): boolean => deadlineAt !== null && deadlineAt <= now;

const again = (
  name: StepName,
  step: Step,
  { now, random, policy }: Moment,
): { step: Step; requests: Outcome['requests'] } => {
  const isUndo = step.state === 'COMPENSATING';
  const command = (isUndo ? UNDO_COMMAND_OF : COMMAND_OF)[name];
  const attempts = isUndo ? step.undoAttempts : step.attempts;
  const counted = attempts - ((isUndo ? step.undoForgiven : step.forgiven) ?? 0);
  if (!command) return { step: { ...step, deadlineAt: null }, requests: [] };
  if (counted >= policy.maxAttempts) {
    return {
      step: { ...step, deadlineAt: null, isStuck: true, error: `no answer after ${counted} attempts` },
      requests: [],
    };
  }
  const attempt = attempts + 1;
  const deadlineAt = new Date(now.getTime() + waitAfter(counted + 1, policy, random()));
  const asked = isUndo ? { undoAttempts: attempt } : { attempts: attempt };
  return { step: { ...step, ...asked, deadlineAt, error: 'no answer in time' }, requests: [{ command, attempt }] };
};

/** Asks again for every step whose answer is overdue, or gives it up as stuck. */
export const redrive = (saga: Saga, moment: Moment): Outcome =>
  STEP_NAMES.reduce<Outcome>(
    (outcome, name) => {
      const step = outcome.saga.steps[name];
      if (!isDue(step, moment.now)) return outcome;
      const next = again(name, step, moment);
      return {
        saga: { ...outcome.saga, steps: { ...outcome.saga.steps, [name]: next.step } },
        requests: [...outcome.requests, ...next.requests],
      };
    },
    { saga, requests: [] },
  );

/** Whether the order has waited too long to be confirmed. */
export const isConfirmationOverdue = ({ steps }: Saga, now: Date): boolean =>
  steps.confirm.state === 'PENDING' && isDue(steps.confirm, now);
