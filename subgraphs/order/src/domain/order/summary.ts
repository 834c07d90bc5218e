import type { Money } from '@cardstock/contracts';
import type { EventOf, OrderEvent, OrderEventType } from './events.ts';

const price = ({ amount, currency }: Money): string => `${(amount / 100).toFixed(2)} ${currency}`;

const pieces = (lines: readonly { readonly quantity: number }[]): string => {
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return count === 1 ? '1 piece' : `${count} pieces`;
};

const PARCEL: Readonly<Record<EventOf<'ShipmentProgressed'>['data']['status'], string>> = {
  PICKING: 'The pieces are being collected.',
  PACKED: 'The parcel is packed.',
  SHIPPED: 'The parcel has left.',
  DELIVERED: 'The parcel has arrived.',
};

/** What customers may read of a fact: no names, no addresses, no tokens, no text of internal notes. */
const SENTENCES: { readonly [Type in OrderEventType]?: (data: EventOf<Type>['data']) => string } = {
  OrderPlaced: ({ lines, totals }) => `${pieces(lines)} ordered for ${price(totals.grandTotal)}.`,
  StockBackordered: ({ skus, expectedAt }) =>
    `${skus.join(', ')} will be in stock ${expectedAt === null ? 'later' : `on ${expectedAt.slice(0, 10)}`}: the order is in line.`,
  StockReserved: ({ allocations }) =>
    `${pieces(allocations)} held in ${new Set(allocations.map(({ warehouseId }) => warehouseId)).size} warehouse(s).`,
  ReservationRefused: ({ shortages }) => `Too little stock of ${shortages.map(({ sku }) => sku).join(', ')}.`,
  PaymentAuthorized: ({ amount }) => `${price(amount)} set aside.`,
  PaymentDeclined: ({ failureCode }) => `The payment was declined: ${failureCode}.`,
  PaymentCaptured: ({ amount }) => `${price(amount)} taken.`,
  PaymentVoided: () => 'The money was let go.',
  CaptureRefused: ({ failureCode }) => `The money could not be taken: ${failureCode}.`,
  RefundRequested: ({ amount }) => `${price(amount)} will be given back.`,
  PaymentRefunded: ({ amount }) => `${price(amount)} given back.`,
  RefundFailed: ({ amount }) => `${price(amount)} could not be given back.`,
  OrderConfirmed: () => 'The order is accepted.',
  ShipmentOpened: () => 'The warehouse has the order.',
  ShipmentProgressed: ({ status, carrier, trackingNumber }) =>
    carrier && trackingNumber ? `${PARCEL[status]} ${carrier}, ${trackingNumber}.` : PARCEL[status],
  StockCommitted: () => 'The pieces are booked out of stock.',
  OrderCompleted: () => 'Nothing is left to do.',
  CancellationRequested: ({ reason }) => `The warehouse is asked to stop: ${reason}`,
  CancellationRefused: () => 'It was too late to stop the parcel.',
  CancellationOfLinesRequested: ({ lines }) => `The warehouse is asked to take out ${pieces(lines)}.`,
  CancellationOfLinesRefused: () => 'It was too late to take pieces out.',
  LinesCancelled: ({ lines, totals, reason }) =>
    `${pieces(lines)} taken out, ${price(totals.grandTotal)} to pay: ${reason}`,
  LinesReleased: () => 'The stock of what was taken out is free again.',
  OrderNoted: ({ isInternal }) => (isInternal ? 'An internal note was added.' : 'A note was added.'),
  SagaRetried: () => 'What got no answer is tried again.',
  SagaAbandoned: ({ reason }) => `Given up by hand: ${reason}`,
  OrderReturned: ({ reason }) => `Sent back: ${reason}`,
  OrderRejected: ({ reason }) => reason,
  OrderCancelled: ({ reason }) => `Cancelled: ${reason}`,
  StockReleased: () => 'The stock is free again.',
};

/** PaymentScored → "Payment scored." */
const inWords = (type: string): string => {
  const words = type.replaceAll(/(?<!^)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words}.`;
};

/** A fact in one sentence for people. */
export const summaryOf = (event: OrderEvent): string => {
  const tell = SENTENCES[event.type] as ((data: unknown) => string) | undefined;
  return tell ? tell(event.data) : inWords(event.type);
};
