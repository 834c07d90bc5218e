import type { Addressing, Contract, Money, OrderStatus } from '@cardstock/contracts';
import type { Sql } from '@cardstock/messaging';
import type { OrderEvent } from '../domain/order/events.ts';
import type { Order } from '../domain/order/order.ts';
import type { Saga, SagaStatus } from '../saga/saga.ts';
import type { Actor, OrderView, RecordedEvent, SagaView, StatusChange } from './reading/views.ts';

/** An order as it is now, with its process manager, locked until the transaction ends. */
export interface StoredOrder {
  readonly id: string;
  readonly order: Order;
  readonly version: number;
  readonly saga: Saga;
}

export interface OrderChange {
  readonly before: StoredOrder;
  readonly events: readonly OrderEvent[];
  readonly after: Order;
  readonly saga: Saga;
  readonly actor: Actor;
  readonly correlationId: string;
}

/** Orders within one transaction. */
export interface Orders {
  /** Locks the order, so that its writers take turns. An order that nobody placed has version 0. */
  load(orderId: string): Promise<StoredOrder>;
  /** The same for several, in one statement and without standing in each other's way. */
  loadMany(orderIds: readonly string[]): Promise<ReadonlyMap<string, StoredOrder>>;
  /** The same, or undefined at once where another transaction holds it. */
  loadUnlessBusy(orderId: string): Promise<StoredOrder | undefined>;
  /** Appends the events and brings the read model up to date, when the transaction ends: it fails there where another writer was faster. */
  save(change: OrderChange): Promise<void>;
  saveSaga(orderId: string, saga: Saga): Promise<void>;
  /** Ties an idempotency key to an order. Returns what it is tied to already, after waiting for its writer. */
  claimKey(claim: KeyClaim): Promise<KeyClaim | undefined>;
}

export interface KeyClaim {
  readonly customerId: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly orderId: string;
}

/** What a use case has in its hands inside one transaction. */
export interface OrderScope {
  readonly orders: Orders;
  /** True the first time a message comes. */
  claim(messageId: string): Promise<boolean>;
  /** Those of the messages that come for the first time. */
  claimMany(messageIds: readonly string[]): Promise<ReadonlySet<string>>;
  send<Data>(contract: Contract<string, Data>, data: Data, to: Omit<Addressing, 'source'>): void;
}

/** Runs the work in one transaction, again from the start where another writer was faster. */
export type InOrderTransaction = <Result>(work: (scope: OrderScope) => Promise<Result>) => Promise<Result>;

export interface OrderFilter {
  readonly status?: readonly OrderStatus[] | undefined;
  readonly placedFrom?: Date | undefined;
  readonly placedTo?: Date | undefined;
  readonly customerId?: string | undefined;
  readonly number?: string | undefined;
  readonly sku?: string | undefined;
  /** In minor units, both included. */
  readonly minTotal?: number | undefined;
  readonly maxTotal?: number | undefined;
  readonly sagaStatus?: readonly SagaStatus[] | undefined;
  readonly sort?: OrderSort | undefined;
}

/** Newest, oldest, dearest or cheapest first. */
export const ORDER_SORTS = ['PLACED_DESC', 'PLACED_ASC', 'TOTAL_DESC', 'TOTAL_ASC'] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

/** Where a page begins: after the order with this id, placed then, or of this total in minor units. */
export interface PlaceInList {
  readonly key: Date | number;
  readonly id: string;
}

/** Longer lists are not counted to their end. */
export const MOST_COUNTED = 10_000;

export interface ListedPage {
  readonly rows: readonly OrderView[];
  /** Counted up to one more than `MOST_COUNTED`. */
  readonly totalCount: number;
}

/** Reads that need no domain. Every method is a bounded number of statements, however many ids. */
export interface OrderQueries {
  ordersByIds(ids: readonly string[]): Promise<OrderView[]>;
  eventsOf(orderIds: readonly string[]): Promise<RecordedEvent[]>;
  sagasOf(orderIds: readonly string[]): Promise<(SagaView & { readonly orderId: string })[]>;
  /** In the order of the filter; up to `limit` rows after the given place. */
  list(filter: OrderFilter, limit: number, after?: PlaceInList): Promise<ListedPage>;
  listOfCustomers(
    customerIds: readonly string[],
    limit: number,
    after?: PlaceInList,
  ): Promise<ReadonlyMap<string, ListedPage>>;
  keyClaim(customerId: string, key: string): Promise<KeyClaim | undefined>;
  /** The changes of status of each stream after the given version, in order. */
  statusChanges(positions: readonly { orderId: string; after: number }[]): Promise<StatusChange[]>;
}

/** The sagas that need people. */
export interface StuckQueries {
  /** Oldest order first; up to `limit` rows after the given id. */
  listStuck(limit: number, afterId?: string): Promise<ListedPage>;
  countStuck(): Promise<number>;
}

export interface Offer {
  readonly sku: string;
  readonly title: string;
  readonly price: Money;
  readonly weightGrams: number;
}

/** What SKUs are sold for. Throws SUBGRAPH_UNAVAILABLE where only the catalog could tell, and does not. */
export type FindOffers = (skus: readonly string[]) => Promise<ReadonlyMap<string, Offer>>;

/** An offer, or what was one. */
export interface SkuNews extends Offer {
  readonly isOnSale: boolean;
}

/** Notes what SKUs are sold for, as of a moment. */
export type SaveOffers = (sql: Sql, offers: readonly SkuNews[], asOf: Date) => Promise<void>;

/** What became of the price of a SKU; what is not said stays as it is known. */
export interface PriceNews {
  readonly sku: string;
  readonly title?: string | undefined;
  readonly price: Money;
  readonly weightGrams?: number | undefined;
}

/** Notes a price as of a moment. Of a SKU that is not known yet it needs everything: without, the catalog is asked later. */
export type SavePrice = (sql: Sql, news: PriceNews, asOf: Date) => Promise<void>;

/** The live end of the event store. */
export interface StatusFeed {
  /** Calls back with each change of status after the given version, in order, each once, until stopped. */
  follow(orderId: string, after: number, onChange: (change: StatusChange) => void): { stop(): void };
}
