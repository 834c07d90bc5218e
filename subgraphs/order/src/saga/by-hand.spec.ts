import { describe, expect, it } from '@jest/globals';
import {
  AT,
  abandonSaga,
  authorize,
  cancel,
  capture,
  historyOf,
  place,
  reserve,
  retrySaga,
  ship,
} from '../../test/order-specification.ts';
import type { OrderCommand } from '../domain/order/commands.ts';
import { decide } from '../domain/order/decide.ts';
import { fold } from '../domain/order/evolve.ts';
import type { SagaPolicy } from './commands.ts';
import { reactAll } from './react.ts';
import { redrive } from './redrive.ts';
import { NEW_SAGA, type StepName, statusOf } from './saga.ts';

const POLICY: SagaPolicy = {
  answerWithinMs: 1_000,
  longestWaitMs: 1_000,
  maxAttempts: 1,
  shipmentCheckMs: 1_000,
  backorderCheckMs: 1_000,
  confirmWithinMs: 10_000_000,
};

/** An order and its saga after some commands, long after which nobody has answered. */
const stuckAfter = (...commands: readonly OrderCommand[]) => {
  const history = historyOf(...commands);
  const { saga } = reactAll(NEW_SAGA, history, POLICY);
  const moment = { now: new Date(AT.getTime() + 60_000), random: () => 0, policy: POLICY };
  const later = { ...moment, now: new Date(AT.getTime() + 120_000) };
  return { order: fold(history), saga: redrive(redrive(saga, moment).saga, later).saga };
};

const byHand = ({ order, saga }: ReturnType<typeof stuckAfter>, command: OrderCommand) => {
  const decision = decide(command, order);
  const events = decision.ok ? decision.events : [];
  return { order: fold(events, order), ...reactAll(saga, events, POLICY) };
};

const CONFIRMED = [place, reserve, authorize];
const SHIPPED = [...CONFIRMED, ship('SHIPPED')];

describe('retrying a stuck saga', () => {
  it.each<[string, readonly OrderCommand[], StepName, string]>([
    ['stock', [place], 'reserve-stock', 'ReserveStock'],
    ['an authorization', [place, reserve], 'authorize-payment', 'AuthorizePayment'],
    ['a shipment', CONFIRMED, 'fulfil', 'FulfilOrder'],
    ['a capture', SHIPPED, 'capture-payment', 'CapturePayment'],
  ])('asks for %s again, under a new id and with as many attempts as ever', (_what, commands, step, command) => {
    const stuck = stuckAfter(...commands);
    expect(statusOf(stuck.saga)).toBe('STUCK');
    const { saga, requests } = byHand(stuck, retrySaga);
    const { attempts } = stuck.saga.steps[step];
    expect(requests).toContainEqual({ command, attempt: attempts + 1 });
    expect(statusOf(saga)).toBe('RUNNING');
    expect(saga.steps[step]).toMatchObject({ attempts: attempts + 1, forgiven: attempts, error: null });
  });

  it('undoes on where the undoing is stuck', () => {
    const stuck = stuckAfter(place, cancel);
    const { saga, requests } = byHand(stuck, retrySaga);
    expect(requests).toEqual([{ command: 'ReleaseStock', attempt: 2 }]);
    expect(statusOf(saga)).toBe('COMPENSATING');
  });

  it('tries a capture again that the provider has refused', () => {
    const refusal: OrderCommand = { type: 'RefuseCapture', at: AT, failureCode: 'expired' };
    const history = historyOf(...SHIPPED, refusal);
    const { saga } = reactAll(NEW_SAGA, history, POLICY);
    expect([statusOf(saga), saga.steps['capture-payment'].error]).toEqual(['STUCK', 'expired']);
    expect(byHand({ order: fold(history), saga }, retrySaga).requests).toEqual([
      { command: 'CapturePayment', attempt: 2 },
    ]);
  });
});

describe('abandoning a stuck saga', () => {
  it('cancels an order that was not sent, and undoes all that may have been done', () => {
    const { order, saga, requests } = byHand(stuckAfter(...CONFIRMED), abandonSaga);
    expect(order.status).toBe('CANCELLED');
    expect(requests.map(({ command }) => command)).toEqual(['CancelFulfillment', 'VoidPayment', 'ReleaseStock']);
    expect(statusOf(saga)).toBe('COMPENSATING');
  });

  it('lets an order that was sent go on without what is missing', () => {
    const stuck = stuckAfter(...SHIPPED, ship('DELIVERED'));
    const { order, saga } = byHand(stuck, abandonSaga);
    expect([order.status, statusOf(saga)]).toEqual(['COMPLETED', 'COMPLETED']);
    expect(saga.steps['capture-payment']).toMatchObject({ state: 'FAILED', error: 'resolved by hand' });
  });

  it('keeps waiting for a parcel that is on its way', () => {
    const stuck = stuckAfter(...SHIPPED, capture);
    expect(stuck.saga.steps.complete.isStuck).toBe(true);
    const { order, saga } = byHand(stuck, abandonSaga);
    expect([order.status, statusOf(saga)]).toEqual(['SHIPPED', 'RUNNING']);
    expect(saga.steps.complete.deadlineAt).not.toBeNull();
  });

  it('counts what could not be undone as done by hand', () => {
    const { saga } = byHand(stuckAfter(place, reserve, cancel), abandonSaga);
    expect(statusOf(saga)).toBe('COMPENSATED');
  });
});
