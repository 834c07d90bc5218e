import { inMarketCurrency, type ShipmentStatus } from '@cardstock/contracts';
import { expect } from '@jest/globals';
import type { OrderCommand, Refusal } from '../src/domain/commands.ts';
import { decide } from '../src/domain/decide.ts';
import type { OrderEvent, PlacedOrder, ShippingStatus } from '../src/domain/events.ts';
import { fold } from '../src/domain/evolve.ts';
import { totalsOf } from '../src/domain/pricing.ts';

export const AT = new Date('2026-11-21T12:00:00Z');
const LINES = [{ id: 'l1', sku: 'A', title: 'Card A', quantity: 2, unitPrice: inMarketCurrency(1500) }];
const PARCEL = { shipmentId: 's1', carrier: 'SwiftPost', trackingNumber: 'T1' };

export const ORDER: PlacedOrder = {
  id: 'o1',
  number: 'CS-2026-00000000',
  customerId: 'c1',
  lines: LINES,
  totals: totalsOf(LINES),
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
