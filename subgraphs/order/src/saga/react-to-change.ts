import type { EventOf } from '../domain/order/events.ts';
import type { Moves } from './all-moves.ts';
import type { Move } from './moves.ts';

/**
 * Money is taken once it is sure what is in the parcel, and stock booked out once what is not in it was let go: both
 * would take too much otherwise.
 */
export const settleUp =
  ({ start }: Moves): Move =>
  (outcome) => {
    const { fulfil, 'reduce-shipment': reduction, 'release-lines': release } = outcome.saga.steps;
    if (fulfil.state !== 'DONE' || reduction.state === 'RUNNING') return outcome;
    const paid = start('capture-payment')(outcome);
    return release.state === 'RUNNING' ? paid : start('commit-stock')(paid);
  };

type ChangeOrHandEvent = EventOf<
  | 'CancellationOfLinesRequested'
  | 'CancellationOfLinesRefused'
  | 'LinesCancelled'
  | 'LinesReleased'
  | 'SagaRetried'
  | 'SagaAbandoned'
  | 'OrderReturned'
>;

/** What follows from a change of the lines of an order, or from what people do to its saga. */
export const movesForChange = (event: ChangeOrHandEvent, moves: Moves): Move[] => {
  const { begin, fail, finishRunning, retryStuck, giveUpStuck } = moves;
  switch (event.type) {
    case 'CancellationOfLinesRequested':
      return [begin('reduce-shipment')];
    case 'CancellationOfLinesRefused':
      return [fail('reduce-shipment', 'it is packed already'), settleUp(moves)];
    case 'LinesCancelled':
      return [
        finishRunning('reduce-shipment'),
        ...(event.data.released.length > 0 ? [begin('release-lines')] : []),
        settleUp(moves),
      ];
    case 'LinesReleased':
      return [finishRunning('release-lines'), settleUp(moves)];
    case 'SagaRetried':
      return [retryStuck];
    case 'SagaAbandoned':
      return [giveUpStuck];
    case 'OrderReturned':
      return [finishRunning('complete')];
  }
};
