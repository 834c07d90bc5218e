import { CancelFulfillment, FulfilOrder, ReduceFulfillment } from './commands/fulfillment.commands.ts';
import {
  AnnounceAvailability,
  CommitStock,
  ExtendReservation,
  ReleaseLines,
  ReleaseStock,
  ReserveStock,
} from './commands/inventory.commands.ts';
import { AuthorizePayment, CapturePayment, RefundPayment, VoidPayment } from './commands/payment.commands.ts';
import { UserRegistered } from './events/auth.events.ts';
import {
  CategoriesChanged,
  ProductCreated,
  ProductDeleted,
  ProductPriceChanged,
  ProductsImported,
  ProductUpdated,
} from './events/catalog.events.ts';
import { FulfillmentReduced, ShipmentStatusChanged } from './events/fulfillment.events.ts';
import {
  InventoryBackordered,
  InventoryChanged,
  InventoryCommitted,
  InventoryLinesReleased,
  InventoryReleased,
  InventoryReservationExpired,
  InventoryReservationFailed,
  InventoryReserved,
  InventoryThresholdReached,
} from './events/inventory.events.ts';
import {
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderFulfilled,
  OrderPaymentReceived,
  OrderStatusChanged,
} from './events/order.events.ts';
import type { Contract, Envelope, Subscriber } from './message.ts';

/** Everything that one domain can tell another. What is not in this list cannot be sent. */
export const CATALOGUE = [
  UserRegistered,
  ProductsImported,
  ProductPriceChanged,
  ProductCreated,
  ProductUpdated,
  ProductDeleted,
  CategoriesChanged,
  InventoryReserved,
  InventoryReservationFailed,
  InventoryReleased,
  InventoryCommitted,
  InventoryChanged,
  InventoryLinesReleased,
  InventoryBackordered,
  InventoryReservationExpired,
  InventoryThresholdReached,
  OrderStatusChanged,
  OrderCreated,
  OrderConfirmed,
  OrderPaymentReceived,
  OrderCancelled,
  OrderFulfilled,
  ShipmentStatusChanged,
  FulfillmentReduced,
  ReserveStock,
  ReleaseStock,
  ReleaseLines,
  CommitStock,
  ExtendReservation,
  AnnounceAvailability,
  AuthorizePayment,
  CapturePayment,
  VoidPayment,
  RefundPayment,
  FulfilOrder,
  CancelFulfillment,
  ReduceFulfillment,
] as const satisfies readonly Contract[];

const byType = new Map<string, Contract>(CATALOGUE.map((contract) => [contract.type, contract]));

/** The contract of a message type, or undefined where nobody defined it. */
export const contractOf = (type: string): Contract | undefined => byType.get(type);

/** The static routing table: who is sent a message. Throws on a type that is not in the catalogue. */
export const receiversOf = ({ type, data }: Pick<Envelope, 'type' | 'data'>): readonly Subscriber[] => {
  const contract = contractOf(type);
  if (!contract) throw new Error(`No contract named ${type} in the catalogue`);
  return contract.consumers.filter((consumer) => contract.isWantedBy?.(consumer, data) ?? true);
};
