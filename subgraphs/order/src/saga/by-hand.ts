import { COMMAND_OF, UNDO_COMMAND_OF } from './commands.ts';
import { change, type Moment, type Move, type Outcome } from './moves.ts';
import { STEP_NAMES, type Step, type StepName } from './saga.ts';

const forStuck =
  (move: (name: StepName, step: Step) => Move): Move =>
  (outcome) =>
    STEP_NAMES.reduce<Outcome>((next, name) => {
      const step = next.saga.steps[name];
      return step.isStuck ? move(name, step)(next) : next;
    }, outcome);

/** What people do to a saga that does not get on. */
export const byHandAt = ({ at, policy }: Moment) => {
  const soon = new Date(at.getTime() + policy.answerWithinMs);
  const freed = { isStuck: false, error: null, deadlineAt: soon } as const;

  const askAnew = (name: StepName, step: Step): Move => {
    const isUndo = step.state === 'COMPENSATING';
    const command = (isUndo ? UNDO_COMMAND_OF : COMMAND_OF)[name];
    if (!command) return (outcome) => change(outcome, name, { isStuck: false });
    const attempt = (isUndo ? step.undoAttempts : step.attempts) + 1;
    const counted = isUndo
      ? { undoAttempts: attempt, undoForgiven: attempt - 1 }
      : { attempts: attempt, forgiven: attempt - 1 };
    return (outcome) => change(outcome, name, { ...freed, ...counted }, [{ command, attempt }]);
  };

  /** The warehouse is told to stop, without being waited for any longer. */
  const stopWarehouse: Move = (outcome) => {
    const { state, undoAttempts } = outcome.saga.steps.fulfil;
    if (state !== 'RUNNING' && state !== 'COMPENSATING') return outcome;
    const attempt = undoAttempts + 1;
    return change(outcome, 'fulfil', { undoAttempts: attempt }, [{ command: 'CancelFulfillment', attempt }]);
  };

  const byHand = { isStuck: false, deadlineAt: null, error: 'resolved by hand' } as const;
  const settle = (name: StepName, { state }: Step): Move => {
    if (state === 'COMPENSATING') {
      return (outcome) => change(outcome, name, { ...byHand, state: 'COMPENSATED', compensatedAt: at });
    }
    return (outcome) => change(outcome, name, { ...byHand, state: 'FAILED', finishedAt: at });
  };
  const keepWaiting: Move = (outcome) => change(outcome, 'complete', freed);

  return {
    /** Every stuck step is asked for again, with as many attempts as a new one has. */
    retryStuck: forStuck(askAnew),
    /**
     * Ended or sent already: what is stuck counts as done by hand, but for the arrival of the parcel, which still is
     * awaited. Otherwise the order is about to be cancelled: its steps come loose, so that they are undone.
     */
    giveUpStuck: (outcome: Outcome): Outcome => {
      const isOver = outcome.saga.isUndoing || outcome.saga.steps.fulfil.state === 'DONE';
      if (!isOver) return forStuck((name) => (next) => change(next, name, { isStuck: false }))(stopWarehouse(outcome));
      return forStuck((name, step) => (name === 'complete' ? keepWaiting : settle(name, step)))(outcome);
    },
  };
};
