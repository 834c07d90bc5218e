import { COMMAND_OF, type Request, type SagaPolicy, UNDO_COMMAND_OF } from './commands.ts';
import { type Saga, STEP_NAMES, type Step, type StepName } from './saga.ts';

/** A saga on its way from one fact to the next, with the commands that this makes necessary. */
export interface Outcome {
  readonly saga: Saga;
  readonly requests: readonly Request[];
}
export type Move = (outcome: Outcome) => Outcome;

interface Moment {
  readonly at: Date;
  readonly policy: SagaPolicy;
}

const later = ({ at, policy }: Moment): Date => new Date(at.getTime() + policy.answerWithinMs);

const change = (
  outcome: Outcome,
  name: StepName,
  changes: Partial<Step>,
  requests: readonly Request[] = [],
): Outcome => ({
  saga: {
    ...outcome.saga,
    steps: { ...outcome.saga.steps, [name]: { ...outcome.saga.steps[name], ...changes } },
  },
  requests: [...outcome.requests, ...requests],
});

const OVER = { deadlineAt: null, isStuck: false } as const;

/** The few things that can happen to a step. Each does nothing to a step that it no longer concerns. */
export const movesAt = (moment: Moment) => ({
  start:
    (name: StepName): Move =>
    (outcome) => {
      if (outcome.saga.steps[name].state !== 'PENDING') return outcome;
      const command = COMMAND_OF[name];
      const begun = { state: 'RUNNING', attempts: 1, startedAt: moment.at } as const;
      if (!command) return change(outcome, name, begun);
      return change(outcome, name, { ...begun, deadlineAt: later(moment) }, [{ command, attempt: 1 }]);
    },
  finish:
    (name: StepName): Move =>
    (outcome) =>
      change(outcome, name, { ...OVER, state: 'DONE', finishedAt: moment.at, error: null }),
  fail:
    (name: StepName, error: string): Move =>
    (outcome) =>
      change(outcome, name, { ...OVER, state: 'FAILED', finishedAt: moment.at, error }),
  /** Somebody has taken the step on: nobody needs to be reminded any more. */
  acknowledge:
    (name: StepName): Move =>
    (outcome) =>
      outcome.saga.steps[name].state === 'RUNNING' ? change(outcome, name, OVER) : outcome,
  undo:
    (name: StepName): Move =>
    (outcome) => {
      const command = UNDO_COMMAND_OF[name];
      const step = outcome.saga.steps[name];
      if (!command || !['RUNNING', 'DONE', 'COMPENSATED'].includes(step.state)) return outcome;
      const attempt = step.undoAttempts + 1;
      const undoing = { ...OVER, state: 'COMPENSATING', undoAttempts: attempt, deadlineAt: later(moment) } as const;
      return change(outcome, name, undoing, [{ command, attempt }]);
    },
  undone:
    (name: StepName): Move =>
    (outcome) => {
      const { state } = outcome.saga.steps[name];
      if (state !== 'COMPENSATING' && state !== 'RUNNING') return outcome;
      return change(outcome, name, { ...OVER, state: 'COMPENSATED', compensatedAt: moment.at });
    },
  /** The undoing was refused: the step goes on. */
  resume:
    (name: StepName): Move =>
    (outcome) =>
      outcome.saga.steps[name].state === 'COMPENSATING'
        ? change(outcome, name, { ...OVER, state: 'RUNNING' })
        : outcome,
  turnBack: (outcome: Outcome): Outcome => ({ ...outcome, saga: { ...outcome.saga, isUndoing: true } }),
});

/** The steps from the last to the first: the order in which things are undone. */
export const BACKWARDS: readonly StepName[] = STEP_NAMES.toReversed();
