import { COMMAND_OF, type Request, type SagaCommand, type SagaPolicy, UNDO_COMMAND_OF } from './commands.ts';
import type { Saga, Step, StepName } from './saga.ts';

/** A saga on its way from one fact to the next, with the commands that this makes necessary. */
export interface Outcome {
  readonly saga: Saga;
  readonly requests: readonly Request[];
}
export type Move = (outcome: Outcome) => Outcome;

export interface Moment {
  readonly at: Date;
  readonly policy: SagaPolicy;
}

const later = ({ at, policy }: Moment): Date => new Date(at.getTime() + policy.answerWithinMs);

export const change = (
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

const undoAt =
  (moment: Moment) =>
  (outcome: Outcome, name: StepName, command: SagaCommand): Outcome => {
    const attempt = outcome.saga.steps[name].undoAttempts + 1;
    const undoing = { ...OVER, state: 'COMPENSATING', undoAttempts: attempt, deadlineAt: later(moment) } as const;
    return change(outcome, name, undoing, [{ command, attempt }]);
  };

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
  /** Starts a step that may happen more than once. */
  begin:
    (name: StepName): Move =>
    (outcome) => {
      const command = COMMAND_OF[name];
      if (!command) return outcome;
      const { attempts, startedAt } = outcome.saga.steps[name];
      const attempt = attempts + 1;
      const begun = { ...OVER, state: 'RUNNING', attempts: attempt, forgiven: attempts, finishedAt: null } as const;
      const since = { startedAt: startedAt ?? moment.at, deadlineAt: later(moment), error: null };
      return change(outcome, name, { ...begun, ...since }, [{ command, attempt }]);
    },
  finish:
    (name: StepName): Move =>
    (outcome) =>
      change(outcome, name, { ...OVER, state: 'DONE', finishedAt: moment.at, error: null }),
  finishRunning:
    (name: StepName): Move =>
    (outcome) =>
      outcome.saga.steps[name].state === 'RUNNING'
        ? change(outcome, name, { ...OVER, state: 'DONE', finishedAt: moment.at, error: null })
        : outcome,
  fail:
    (name: StepName, error: string): Move =>
    (outcome) =>
      change(outcome, name, { ...OVER, state: 'FAILED', finishedAt: moment.at, error }),
  /** Somebody has taken the step on: nobody needs to be reminded any more. */
  acknowledge:
    (name: StepName): Move =>
    (outcome) =>
      outcome.saga.steps[name].state === 'RUNNING' ? change(outcome, name, OVER) : outcome,
  /** Somebody outside has until then: only afterwards is it asked for again. */
  waitUntil:
    (name: StepName, deadlineAt: Date): Move =>
    (outcome) =>
      outcome.saga.steps[name].state === 'RUNNING'
        ? change(outcome, name, { deadlineAt, isStuck: false, error: null })
        : outcome,
  again:
    (name: StepName): Move =>
    (outcome) => {
      const command = COMMAND_OF[name];
      const { state, attempts } = outcome.saga.steps[name];
      if (!command || state !== 'RUNNING') return outcome;
      const attempt = attempts + 1;
      const next = { attempts: attempt, deadlineAt: later(moment), isStuck: false, error: null } as const;
      return change(outcome, name, next, [{ command, attempt }]);
    },
  /** It cannot be done without people. */
  giveUp:
    (name: StepName, error: string): Move =>
    (outcome) =>
      outcome.saga.steps[name].state === 'RUNNING'
        ? change(outcome, name, { deadlineAt: null, isStuck: true, error })
        : outcome,
  undo:
    (name: StepName): Move =>
    (outcome) => {
      const command = UNDO_COMMAND_OF[name];
      const step = outcome.saga.steps[name];
      if (!command || !['RUNNING', 'DONE', 'COMPENSATED'].includes(step.state)) return outcome;
      return undoAt(moment)(outcome, name, command);
    },
  /** The same, also where it was asked before: what was not there then may be there now. */
  undoNow:
    (name: StepName): Move =>
    (outcome) => {
      const command = UNDO_COMMAND_OF[name];
      return command ? undoAt(moment)(outcome, name, command) : outcome;
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
  turnBack: (outcome: Outcome): Outcome => {
    const turned = { ...outcome, saga: { ...outcome.saga, isUndoing: true } };
    return change(turned, 'confirm', { deadlineAt: null });
  },
});
