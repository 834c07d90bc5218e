import type { OrderEvent } from '../domain/events.ts';
import type { SagaPolicy } from './commands.ts';
import { BACKWARDS, type Move, movesAt, type Outcome } from './moves.ts';
import { NEW_SAGA, type Saga } from './saga.ts';

type Moves = ReturnType<typeof movesAt>;

/**
 * Undoing is asked for backwards but all at once: stock must not stay held because the payment provider is down.
 * The warehouse has already stopped by the time an order that it knew of is cancelled.
 */
const undoAll = ({ turnBack, undone, undo }: Moves): Move[] => [
  turnBack,
  undone('fulfil'),
  ...BACKWARDS.filter((name) => name !== 'fulfil').map(undo),
];

const onShipment = (status: string, { start, finish, acknowledge, resume }: Moves): Move[] => {
  if (status === 'SHIPPED')
    return [resume('fulfil'), finish('fulfil'), start('capture-payment'), start('commit-stock')];
  return status === 'DELIVERED' ? [start('complete')] : [acknowledge('fulfil')];
};

const movesFor = (event: OrderEvent, isUndoing: boolean, moves: Moves): Move[] => {
  const { start, finish, fail, undo, undone, resume, acknowledge } = moves;
  switch (event.type) {
    case 'OrderPlaced':
      return [start('reserve-stock')];
    case 'StockReserved':
      return [finish('reserve-stock'), start('authorize-payment')];
    case 'ReservationRefused':
      return [fail('reserve-stock', 'too little stock')];
    case 'PaymentAuthorized':
      return isUndoing ? [undo('authorize-payment')] : [finish('authorize-payment')];
    case 'PaymentDeclined':
      return [fail('authorize-payment', event.data.failureCode)];
    case 'OrderConfirmed':
      return [start('confirm'), finish('confirm'), start('fulfil')];
    case 'ShipmentOpened':
      return [acknowledge('fulfil')];
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
  }
};

/** How a saga goes on after a fact of its order, and what must be asked for now. Pure: the same facts, the same saga. */
export const react = (saga: Saga, event: OrderEvent, policy: SagaPolicy): Outcome =>
  movesFor(event, saga.isUndoing, movesAt({ at: event.at, policy })).reduce<Outcome>((outcome, move) => move(outcome), {
    saga,
    requests: [],
  });

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
