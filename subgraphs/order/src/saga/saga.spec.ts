import { describe, expect, it } from '@jest/globals';
import {
  AT,
  acceptedOrder,
  authorized,
  CONFIRMED,
  cancellationRequested,
  cancelled,
  captured,
  committed,
  completed,
  moved,
  placed,
  rejected,
  reserved,
  SHIPPED,
  ship,
} from '../../test/order-specification.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import type { SagaPolicy } from './commands.ts';
import { hear } from './hear.ts';
import { reactAll } from './react.ts';
import { isConfirmationOverdue, redrive } from './redrive.ts';
import { NEW_SAGA, nextCheckAt, statusOf } from './saga.ts';

const POLICY: SagaPolicy = {
  answerWithinMs: 1_000,
  longestWaitMs: 8_000,
  maxAttempts: 3,
  shipmentCheckMs: 50_000,
  backorderCheckMs: 60_000,
  confirmWithinMs: 100_000,
};
const after = (...events: readonly OrderEvent[]) => reactAll(NEW_SAGA, events, POLICY);
const commandsAfter = (...events: readonly OrderEvent[]) => after(...events).requests.map(({ command }) => command);
const voided: OrderEvent = { type: 'PaymentVoided', at: AT, data: { paymentId: 'pi_1' } };
const released: OrderEvent = { type: 'StockReleased', at: AT, data: {} };

describe('the saga of an order', () => {
  it('asks for one step after the other', () => {
    expect(commandsAfter(placed)).toEqual(['ReserveStock']);
    expect(commandsAfter(placed, reserved)).toEqual(['ReserveStock', 'AuthorizePayment']);
    expect(commandsAfter(...SHIPPED)).toEqual([
      'ReserveStock',
      'AuthorizePayment',
      'FulfilOrder',
      'CapturePayment',
      'CommitStock',
    ]);
  });

  it('is complete with its order', () => {
    const { saga } = after(...SHIPPED, captured, committed, moved('DELIVERED'), completed);
    expect([statusOf(saga), nextCheckAt(saga)]).toEqual(['COMPLETED', null]);
  });

  it('undoes backwards what was begun, and only that', () => {
    expect(commandsAfter(placed, cancelled)).toEqual(['ReserveStock', 'ReleaseStock']);
    expect(commandsAfter(placed, reserved, cancelled).slice(2)).toEqual(['VoidPayment', 'ReleaseStock']);
    expect(commandsAfter(placed, { type: 'ReservationRefused', at: AT, data: { shortages: [] } }, rejected)).toEqual([
      'ReserveStock',
    ]);
  });

  it('is compensated when everything is undone', () => {
    const history = [...CONFIRMED, cancellationRequested, cancelled];
    expect(commandsAfter(...history).slice(3)).toEqual(['CancelFulfillment', 'VoidPayment', 'ReleaseStock']);
    expect(statusOf(after(...history, voided).saga)).toBe('COMPENSATING');
    expect(statusOf(after(...history, voided, released).saga)).toBe('COMPENSATED');
  });

  it('lets go of money that was set aside after everything had been undone', () => {
    const history = [
      placed,
      reserved,
      cancelled,
      { type: 'PaymentVoided', at: AT, data: { paymentId: null } } as const,
      released,
    ];
    expect(statusOf(after(...history).saga)).toBe('COMPENSATED');
    const late = after(...history, authorized);
    expect(statusOf(late.saga)).toBe('COMPENSATING');
    expect(late.requests.at(-1)).toEqual({ command: 'VoidPayment', attempt: 2 });
  });

  it('goes on with the warehouse when the cancellation came too late', () => {
    const { saga } = after(
      ...CONFIRMED,
      cancellationRequested,
      { type: 'CancellationRefused', at: AT, data: {} },
      moved('SHIPPED'),
    );
    expect([saga.steps.fulfil.state, statusOf(saga)]).toEqual(['DONE', 'RUNNING']);
  });
});

describe('the watchdog', () => {
  const at = (ms: number) => ({ now: new Date(AT.getTime() + ms), random: () => 0.5, policy: POLICY });

  it('waits for the deadline', () => {
    expect(redrive(after(placed).saga, at(999)).requests).toEqual([]);
  });

  it('asks again with the next attempt, each time waiting longer, until it gives up', () => {
    const second = redrive(after(placed).saga, at(1_000));
    expect(second.requests).toEqual([{ command: 'ReserveStock', attempt: 2 }]);
    expect(nextCheckAt(second.saga)).toEqual(new Date(AT.getTime() + 1_000 + 1_000 + 1_000));
    const third = redrive(second.saga, at(3_000));
    expect(third.requests).toEqual([{ command: 'ReserveStock', attempt: 3 }]);
    const last = redrive(third.saga, at(60_000));
    expect([last.requests, statusOf(last.saga)]).toEqual([[], 'STUCK']);
    expect(last.saga.steps['reserve-stock'].deadlineAt).toBeNull();
    expect(statusOf(reactAll(last.saga, [reserved], POLICY).saga)).toBe('RUNNING');
  });

  it('asks after a parcel of which nothing was heard for long, and is patient again once it was', () => {
    const { saga } = after(...CONFIRMED, moved('PICKING'));
    expect(nextCheckAt(saga)).toEqual(new Date(AT.getTime() + POLICY.shipmentCheckMs));
    const asked = redrive(saga, at(POLICY.shipmentCheckMs));
    expect(asked.requests).toEqual([{ command: 'FulfilOrder', attempt: 2 }]);
    const heard = hear(asked.saga, { ...ship('PICKING'), at: at(60_000).now }, POLICY);
    expect(nextCheckAt(heard)).toEqual(new Date(AT.getTime() + 60_000 + POLICY.shipmentCheckMs));
    expect(redrive(heard, at(200_000)).requests).toEqual([{ command: 'FulfilOrder', attempt: 3 }]);
  });

  it('asks after a parcel that does not arrive, under ids of its own', () => {
    const { saga } = after(...SHIPPED, captured, committed);
    expect(redrive(saga, at(POLICY.shipmentCheckMs)).requests).toEqual([{ command: 'CheckShipment', attempt: 2 }]);
    expect(nextCheckAt(after(...SHIPPED, captured, committed, moved('DELIVERED')).saga)).toBeNull();
  });

  it('ends what is not confirmed in time, counted anew once it has its stock', () => {
    expect(isConfirmationOverdue(after(placed).saga, at(99_999).now)).toBe(false);
    expect(isConfirmationOverdue(after(placed).saga, at(100_000).now)).toBe(true);
    expect(isConfirmationOverdue(after(...CONFIRMED).saga, at(1_000_000).now)).toBe(false);
    expect(isConfirmationOverdue(after(placed, cancelled).saga, at(1_000_000).now)).toBe(false);
  });

  it('lets an order in line for stock wait, and asks again when it should be there', () => {
    const inLine = (expectedAt: string | null): OrderEvent => ({
      type: 'StockBackordered',
      at: AT,
      data: { skus: ['A'], expectedAt },
    });
    const soon = new Date(AT.getTime() + 5_000);
    expect(nextCheckAt(after(placed, inLine(soon.toISOString())).saga)).toEqual(soon);
    const late = new Date(AT.getTime() + POLICY.backorderCheckMs);
    expect(nextCheckAt(after(placed, inLine(null)).saga)).toEqual(late);
    expect(isConfirmationOverdue(after(placed, inLine(null)).saga, at(1_000_000).now)).toBe(false);
  });

  it('repeats an undoing as an undoing', () => {
    const { saga } = after(placed, reserved, authorized, acceptedOrder, cancellationRequested);
    expect(redrive(saga, at(1_000)).requests).toEqual([{ command: 'CancelFulfillment', attempt: 2 }]);
  });
});
