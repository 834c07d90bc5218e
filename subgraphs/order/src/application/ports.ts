import type { Addressing, Contract, Money, OrderStatus, SkuQuantity } from '@cardstock/contracts';
import type { Sql } from '@cardstock/messaging';
import type { OrderEvent } from '../domain/events.ts';
import type { Order } from '../domain/order.ts';
import type { Saga } from '../saga/saga.ts';
import type { Actor, LineView, OrderView, RecordedEvent, SagaView, StatusChange } from './views.ts';

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
  /** The same, or undefined at once where another transaction holds it. */
  loadUnlessBusy(orderId: string): Promise<StoredOrder | undefined>;
  /** Appends the events and brings the read model up to date. Throws where another writer was faster. */
  save(change: OrderChange): Promise<void>;
  saveSaga(orderId: string, saga: Saga): Promise<void>;
  /** Ties an idempotency key to an order. Returns what it is tied to already, after waiting for its writer. */
  claimKey(claim: KeyClaim): Promise<KeyClaim | undefined>;
  /** Notes that the provider is about to be asked, so that an unknown outcome can be found again. */
  notePaymentCall(orderId: string, operation: string, at: Date): Promise<void>;
  hasPaymentCall(orderId: string, operation: string): Promise<boolean>;
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
  send<Data>(contract: Contract<string, Data>, data: Data, to: Omit<Addressing, 'source'>): void;
}

/** Runs the work in one transaction, again from the start where another writer was faster. */
export type InOrderTransaction = <Result>(work: (scope: OrderScope) => Promise<Result>) => Promise<Result>;

export interface OrderFilter {
  readonly status?: readonly OrderStatus[] | undefined;
  readonly placedFrom?: Date | undefined;
  readonly placedTo?: Date | undefined;
  readonly customerId?: string | undefined;
}

export interface PlaceInList {
  readonly placedAt: Date;
  readonly id: string;
}

export interface ListedPage {
  readonly rows: readonly OrderView[];
  readonly totalCount: number;
}

/** Reads that need no domain. Every method is a bounded number of statements, however many ids. */
export interface OrderQueries {
  ordersByIds(ids: readonly string[]): Promise<OrderView[]>;
  linesOf(orderIds: readonly string[]): Promise<(LineView & { readonly orderId: string })[]>;
  eventsOf(orderIds: readonly string[]): Promise<RecordedEvent[]>;
  sagasOf(orderIds: readonly string[]): Promise<(SagaView & { readonly orderId: string })[]>;
  /** Newest first; up to `limit` rows after the given place. */
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

export interface Offer {
  readonly sku: string;
  readonly title: string;
  readonly price: Money;
  readonly weightGrams: number;
}

/** What SKUs are sold for. Throws SUBGRAPH_UNAVAILABLE where only the catalog could tell, and does not. */
export type FindOffers = (skus: readonly string[]) => Promise<ReadonlyMap<string, Offer>>;

/** Notes what SKUs are sold for, as of a moment. */
export type SaveOffers = (sql: Sql, offers: readonly Offer[], asOf: Date) => Promise<void>;

/** How many pieces can be sold now; null where inventory does not tell in time. */
export type AskAvailability = (sku: string) => Promise<{ available: number; mayExceed: boolean } | null>;

export interface StoredCart {
  readonly id: string;
  readonly ownerId: string | null;
  readonly lines: readonly SkuQuantity[];
  readonly expiresAt: Date;
}

export type CartChange = 'changed' | 'too-many-pieces' | 'too-many-lines' | 'unknown-cart';

export interface Carts {
  read(id: string): Promise<StoredCart | undefined>;
  /** Adds pieces (or takes away) or sets their number, atomically. */
  change(change: {
    readonly id: string;
    /** Whose cart it becomes where it does not exist yet; undefined where it must exist. */
    readonly createFor?: string | null;
    readonly sku: string;
    readonly quantity: number;
    readonly mode: 'add' | 'set';
  }): Promise<CartChange>;
  /** Takes the ordered pieces out, leaving what was added in the meantime. Never fails: the order stands without it. */
  takeOut(id: string, lines: readonly SkuQuantity[]): Promise<void>;
}

export type AuthorizeOutcome =
  | { readonly outcome: 'AUTHORIZED'; readonly paymentId: string }
  | { readonly outcome: 'DECLINED'; readonly failureCode: string };

/** The payment provider. Throws ProviderUnavailable where the outcome is unknown: asking again with the same key is safe. */
export interface PaymentProvider {
  authorize(request: {
    orderId: string;
    amount: Money;
    token: string;
    idempotencyKey: string;
  }): Promise<AuthorizeOutcome>;
  capture(request: { paymentId: string; amount: Money; idempotencyKey: string }): Promise<void>;
  void(request: { paymentId: string; idempotencyKey: string }): Promise<void>;
}

/** The live end of the event store. */
export interface StatusFeed {
  /** Calls back with each change of status after the given version, in order, each once, until stopped. */
  follow(orderId: string, after: number, onChange: (change: StatusChange) => void): { stop(): void };
}
