import type { Addressing, Contract } from '@cardstock/contracts';
import type { Label, Shipment, ShipmentLine } from '../domain/shipment.ts';
import type { TrackingEvent } from '../domain/tracking.ts';

/** The shipments inside one transaction. */
export interface Shipments {
  /** The shipment of an order, if there is one. Until the transaction ends nobody else gets it, or opens it. */
  lockOfOrder(orderId: string): Promise<Shipment | undefined>;
  /** The same for several orders, by the id of the order; those that have none are left out. */
  lockOfOrders(orderIds: readonly string[]): Promise<ReadonlyMap<string, Shipment>>;
  lock(id: string): Promise<Shipment | undefined>;
  /** Adds new shipments, each with what there is to track of it. */
  add(opened: readonly { readonly shipment: Shipment; readonly event: TrackingEvent }[]): Promise<void>;
  update(shipment: Shipment, event: TrackingEvent): Promise<void>;
}

/** The changes of shipments that orders asked for. */
export interface Reductions {
  /** What was answered to a change; undefined where it was not asked for before. */
  find(changeId: string): Promise<boolean | undefined>;
  /** Keeps the answer and, where pieces were taken out, what is left in the shipment. */
  save(answer: { changeId: string; shipment: Shipment; isReduced: boolean; at: Date }): Promise<void>;
}

/** What a use case that changes something has in its hands: all of it commits together, or not at all. */
export interface Unit {
  readonly shipments: Shipments;
  readonly reductions: Reductions;
  send<Data>(contract: Contract<string, Data>, data: Data, to: Omit<Addressing, 'source'>): void;
  /** Told of every change, so that an autopilot can plan the next. */
  planNext(shipment: Shipment, occasion: Occasion): Promise<void>;
}

/** The unit of a message: claiming it makes its effects happen once. */
export interface MessageUnit extends Unit {
  claim(messageId: string): Promise<boolean>;
  /** Those of the messages that come for the first time. */
  claimMany(messageIds: readonly string[]): Promise<ReadonlySet<string>>;
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
