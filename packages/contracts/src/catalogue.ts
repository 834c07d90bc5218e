import { CancelFulfillment, FulfilOrder } from './commands/fulfillment.commands.ts';
import { CommitStock, ReleaseStock, ReserveStock } from './commands/inventory.commands.ts';
import { AuthorizePayment, CapturePayment, VoidPayment } from './commands/payment.commands.ts';
import { UserRegistered } from './events/auth.events.ts';
import { ProductsImported } from './events/catalog.events.ts';
import { ShipmentStatusChanged } from './events/fulfillment.events.ts';
import {
  InventoryChanged,
  InventoryCommitted,
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from './events/inventory.events.ts';
import { OrderStatusChanged } from './events/order.events.ts';
import type { Contract, Domain } from './message.ts';

/** Everything that one domain can tell another. What is not in this list cannot be sent. */
export const CATALOGUE = [
  UserRegistered,
  ProductsImported,
  InventoryReserved,
  InventoryReservationFailed,
  InventoryReleased,
  InventoryCommitted,
  InventoryChanged,
  OrderStatusChanged,
  ShipmentStatusChanged,
  ReserveStock,
  ReleaseStock,
  CommitStock,
  AuthorizePayment,
  CapturePayment,
  VoidPayment,
  FulfilOrder,
  CancelFulfillment,
] as const satisfies readonly Contract[];

const byType = new Map<string, Contract>(CATALOGUE.map((contract) => [contract.type, contract]));

/** The contract of a message type, or undefined where nobody defined it. */
export const contractOf = (type: string): Contract | undefined => byType.get(type);

/** The static routing table: which domains are told of a message type. Throws on a type that is not in the catalogue. */
export const consumersOf = (type: string): readonly Domain[] => {
  const contract = contractOf(type);
  if (!contract) throw new Error(`No contract named ${type} in the catalogue`);
  return contract.consumers;
};
