import { inMarketCurrency, type ShipmentStatus } from '@cardstock/contracts';
import { expect } from '@jest/globals';
import type { OrderCommand } from '../src/domain/order/commands.ts';
import { decide } from '../src/domain/order/decide.ts';
import type { Refusal } from '../src/domain/order/decision.ts';
import type { OrderEvent, PlacedOrder, ShippingStatus, Totals } from '../src/domain/order/events.ts';
import { fold } from '../src/domain/order/evolve.ts';

export const AT = new Date('2026-11-21T12:00:00Z');
const LINES = [{ id: 'l1', sku: 'A', title: 'Card A', quantity: 2, unitPrice: inMarketCurrency(1500) }];
const PARCEL = { shipmentId: 's1', carrier: 'SwiftPost', trackingNumber: 'T1' };

/** What so many pieces of card A cost. */
export const totalsFor = (pieces: number): Totals => ({
  subtotal: inMarketCurrency(1500 * pieces),
  discount: inMarketCurrency(0),
  shipping: inMarketCurrency(499),
  tax: inMarketCurrency(0),
  grandTotal: inMarketCurrency(1500 * pieces + 499),
});

export const ORDER: PlacedOrder = {
  id: 'o1',
  number: 'CS-2026-00000000',
  customerId: 'c1',
  lines: LINES,
  totals: totalsFor(2),
  shippingAddress: { name: 'Ada', line1: '1 Main St', city: 'Springfield', postalCode: '12345', countryCode: 'US' },
  payment: { method: 'card', token: 'pm_card_visa' },
};
const TOTAL = ORDER.totals.grandTotal;

export const placed: OrderEvent = { type: 'OrderPlaced', at: AT, data: ORDER };
export const reserved: OrderEvent = {
  type: 'StockReserved',
  at: AT,
  data: { allocations: [{ sku: 'A', quantity: 2, warehouseId: 'w1' }] },
};
export const authorized: OrderEvent = { type: 'PaymentAuthorized', at: AT, data: { paymentId: 'pi_1', amount: TOTAL } };
export const acceptedOrder: OrderEvent = { type: 'OrderConfirmed', at: AT, data: {} };
export const moved = (status: ShippingStatus): OrderEvent => ({
  type: 'ShipmentProgressed',
  at: AT,
  data: { ...PARCEL, status },
});
export const captured: OrderEvent = { type: 'PaymentCaptured', at: AT, data: { amount: TOTAL } };
export const committed: OrderEvent = { type: 'StockCommitted', at: AT, data: {} };
export const completed: OrderEvent = { type: 'OrderCompleted', at: AT, data: {} };
export const cancelled: OrderEvent = { type: 'OrderCancelled', at: AT, data: { reason: 'no' } };
export const rejected: OrderEvent = { type: 'OrderRejected', at: AT, data: { reason: 'no' } };
export const cancellationRequested: OrderEvent = { type: 'CancellationRequested', at: AT, data: { reason: 'no' } };
export const CONFIRMED = [placed, reserved, authorized, acceptedOrder];
export const SHIPPED = [...CONFIRMED, moved('PICKING'), moved('PACKED'), moved('SHIPPED')];

export const place: OrderCommand = { type: 'PlaceOrder', at: AT, order: ORDER };
export const reserve: OrderCommand = {
  type: 'RecordReservation',
  at: AT,
  allocations: [{ sku: 'A', quantity: 2, warehouseId: 'w1' }],
};
export const refuseStock: OrderCommand = {
  type: 'RefuseReservation',
  at: AT,
  shortages: [{ sku: 'A', requested: 2, available: 1 }],
};
export const authorize: OrderCommand = { type: 'RecordAuthorization', at: AT, paymentId: 'pi_1', amount: TOTAL };
export const decline: OrderCommand = { type: 'RecordDecline', at: AT, failureCode: 'card_declined' };
export const capture: OrderCommand = { type: 'RecordCapture', at: AT, amount: TOTAL };
export const commit: OrderCommand = { type: 'RecordCommit', at: AT };
export const release: OrderCommand = { type: 'RecordRelease', at: AT };
export const letGo = (paymentId: string | null): OrderCommand => ({ type: 'RecordVoid', at: AT, paymentId });
export const ship = (status: ShipmentStatus): OrderCommand => ({
  type: 'ProgressShipment',
  at: AT,
  status,
  parcel: PARCEL,
});
export const cancel: OrderCommand = { type: 'CancelOrder', at: AT, reason: 'no' };

/** given(facts).when(command).yields(facts) */
export const given = (...history: readonly OrderEvent[]) => ({
  when: (command: OrderCommand) => {
    const decision = decide(command, fold(history));
    return {
      yields: (...events: readonly OrderEvent[]) => expect(decision).toEqual({ ok: true, events }),
      refuses: (refusal: Refusal) => expect(decision).toEqual({ ok: false, refusal }),
    };
  },
});

export const CHANGE = 'change-1';
export const cancelLines = (quantity = 1, changeId = CHANGE): OrderCommand => ({
  type: 'CancelLines',
  at: AT,
  changeId,
  lines: [{ lineId: 'l1', quantity }],
  reason: 'too many',
});
export const backordered: OrderCommand = {
  type: 'RecordBackorder',
  at: AT,
  backorder: { skus: ['A'], expectedAt: null },
};
export const reduced = (isReduced: boolean, changeId = CHANGE): OrderCommand => ({
  type: 'RecordReduction',
  at: AT,
  changeId,
  isReduced,
});
export const linesReleased = (changeId = CHANGE): OrderCommand => ({ type: 'RecordReleasedLines', at: AT, changeId });
export const expire: OrderCommand = { type: 'ExpireOrder', at: AT, reason: 'too late' };
export const note: OrderCommand = { type: 'AddNote', at: AT, noteId: 'n1', text: 'Call first.', isInternal: true };
export const retrySaga: OrderCommand = { type: 'RetrySaga', at: AT };
export const abandonSaga: OrderCommand = { type: 'AbandonSaga', at: AT, reason: 'given up' };
export const comeBack: OrderCommand = { type: 'RecordReturn', at: AT, returnId: 'r1', reason: 'damaged' };

/** The facts that follow from commands, one after the other. */
export const historyOf = (...commands: readonly OrderCommand[]): readonly OrderEvent[] => {
  const history: OrderEvent[] = [];
  for (const command of commands) {
    const decision = decide(command, fold(history));
    if (decision.ok) history.push(...decision.events);
  }
  return history;
};
