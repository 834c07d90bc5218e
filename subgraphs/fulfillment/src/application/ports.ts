import type { Addressing, Contract } from '@cardstock/contracts';
import type { Label, Shipment, ShipmentLine } from '../domain/shipment.ts';
import type { TrackingEvent } from '../domain/tracking.ts';

/** The shipments inside one transaction. */
export interface Shipments {
  /** The shipment of an order, if there is one. Until the transaction ends nobody else gets it, or opens it. */
  lockOfOrder(orderId: string): Promise<Shipment | undefined>;
  lock(id: string): Promise<Shipment | undefined>;
  add(shipment: Shipment, event: TrackingEvent): Promise<void>;
  update(shipment: Shipment, event: TrackingEvent): Promise<void>;
}

/** What a use case that changes something has in its hands: all of it commits together, or not at all. */
export interface Unit {
  readonly shipments: Shipments;
  send<Data>(contract: Contract<string, Data>, data: Data, to: Omit<Addressing, 'source'>): void;
  /** Told of every change, so that an autopilot can plan the next. */
  planNext(shipment: Shipment, occasion: Occasion): Promise<void>;
}

/** The unit of a message: claiming it makes its effects happen once. */
export interface MessageUnit extends Unit {
  claim(messageId: string): Promise<boolean>;
}

export type InUnit = <Result>(work: (unit: MessageUnit) => Promise<Result>) => Promise<Result>;

/** When something happened, and what request it goes back to. */
export interface Occasion {
  readonly at: Date;
  readonly correlationId: string;
}

/** The message that asked for something. */
export interface Cause extends Occasion {
  readonly messageId: string;
}

/** Takes parcels. */
export interface Carrier {
  labelFor(shipmentId: string): Label;
}

/** What queries read of a shipment. */
export interface ShipmentView {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly status: Shipment['status'];
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
}

/** Reads for queries, outside of any transaction. Shipments that never were (cancelled before they began) are left out. */
export interface ShipmentQueries {
  byIds(ids: readonly string[]): Promise<ShipmentView[]>;
  byOrders(orderIds: readonly string[]): Promise<ShipmentView[]>;
  linesOf(shipmentIds: readonly string[]): Promise<(ShipmentLine & { shipmentId: string })[]>;
  eventsOf(shipmentIds: readonly string[]): Promise<(TrackingEvent & { shipmentId: string })[]>;
}
