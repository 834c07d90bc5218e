import type { OrderEvent } from '../domain/order/events.ts';
import { allMovesAt, type Moves } from './all-moves.ts';
import type { SagaPolicy } from './commands.ts';
import type { Move, Outcome } from './moves.ts';
import { movesForChange, settleUp } from './react-to-change.ts';
import { NEW_SAGA, type Saga, STEP_NAMES, type StepName } from './saga.ts';

/** The steps from the last to the first: the order in which things are undone. */
const BACKWARDS: readonly StepName[] = STEP_NAMES.toReversed();
/** Nothing of these is left to undo once the order has ended: all of its stock is let go, and its parcel stopped. */
const OVER_WITH_IT: readonly StepName[] = ['fulfil', 'reduce-shipment', 'release-lines'];

/**
 * Undoing is asked for backwards but all at once: stock must not stay held because the payment provider is down.
 * The warehouse has already stopped by the time an order that it knew of is cancelled.
 */
const undoAll = ({ turnBack, undone, undo }: Moves): Move[] => [
  turnBack,
  ...OVER_WITH_IT.map(undone),
  ...BACKWARDS.filter((name) => !OVER_WITH_IT.includes(name)).map(undo),
];

const onShipment = (status: string, moves: Moves): Move[] => {
  const { start, finish, acknowledge, resume, awaitArrival, waitForParcel } = moves;
  if (status === 'SHIPPED') return [resume('fulfil'), finish('fulfil'), settleUp(moves), awaitArrival];
  return status === 'DELIVERED' ? [start('complete'), acknowledge('complete')] : [waitForParcel('fulfil')];
};

const movesFor = (event: OrderEvent, isUndoing: boolean, moves: Moves): Move[] => {
  const { start, finish, fail, undo, undoNow, undone, resume, waitUntil, again, giveUp } = moves;
  const { confirmWithin, confirmNotBefore, waitForStock, waitForParcel, policy } = moves;
  switch (event.type) {
    case 'OrderPlaced':
      return [start('reserve-stock'), confirmWithin(policy.confirmWithinMs)];
    case 'StockBackordered':
      return [waitForStock(event.data.expectedAt), confirmWithin(null)];
    case 'StockReserved':
      return [finish('reserve-stock'), start('authorize-payment'), confirmWithin(policy.confirmWithinMs)];
    case 'ReservationRefused':
      return [fail('reserve-stock', 'too little stock')];
    case 'PaymentAuthorized':
      return isUndoing ? [undoNow('authorize-payment')] : [finish('authorize-payment')];
    case 'PaymentDeclined':
      return [fail('authorize-payment', event.data.failureCode)];
    case 'PaymentScored': {
      const { reviewUntil } = event.data;
      return reviewUntil === null
        ? []
        : [waitUntil('authorize-payment', new Date(reviewUntil)), confirmNotBefore(reviewUntil)];
    }
    case 'PaymentApproved':
      return [again('authorize-payment')];
    case 'PaymentActionRequired':
      return [waitUntil('authorize-payment', new Date(event.data.expiresAt)), confirmNotBefore(event.data.expiresAt)];
    case 'CaptureRefused':
      return [giveUp('capture-payment', event.data.failureCode)];
    case 'AuthorizationLost':
    case 'RefundRequested':
    case 'PaymentRefunded':
    case 'RefundFailed':
    case 'PaymentDisputed':
    case 'OrderNoted':
      return [];
    case 'OrderConfirmed':
      return [start('confirm'), finish('confirm'), start('fulfil')];
    case 'ShipmentOpened':
      return [waitForParcel('fulfil')];
    case 'ShipmentProgressed':
      return onShipment(event.data.status, moves);
    case 'PaymentCaptured':
      return [finish('capture-payment')];
    case 'StockCommitted':
      return [finish('commit-stock')];
    case 'OrderCompleted':
      return [finish('complete')];
    case 'CancellationRequested':
      return [undo('fulfil')];
    case 'CancellationRefused':
      return [resume('fulfil')];
    case 'OrderRejected':
    case 'OrderCancelled':
      return undoAll(moves);
    case 'PaymentVoided':
      return [undone('authorize-payment')];
    case 'StockReleased':
      return [undone('reserve-stock')];
    default:
      return movesForChange(event, moves);
  }
};

/** How a saga goes on after a fact of its order, and what must be asked for now. Pure: the same facts, the same saga. */
export const react = (saga: Saga, event: OrderEvent, policy: SagaPolicy): Outcome =>
  movesFor(event, saga.isUndoing, allMovesAt({ at: event.at, policy })).reduce<Outcome>(
    (outcome, move) => move(outcome),
    {
      saga,
      requests: [],
    },
  );

/** How a saga goes on after several facts. */
export const reactAll = (saga: Saga, events: readonly OrderEvent[], policy: SagaPolicy): Outcome =>
  events.reduce<Outcome>(
    (outcome, event) => {
      const next = react(outcome.saga, event, policy);
      return { saga: next.saga, requests: [...outcome.requests, ...next.requests] };
    },
    { saga, requests: [] },
  );

/** The saga that a history of its order tells of, without what the watchdog added. */
export const replaySaga = (events: readonly OrderEvent[], policy: SagaPolicy): Saga =>
  reactAll(NEW_SAGA, events, policy).saga;
