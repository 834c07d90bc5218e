import type { Money } from '@cardstock/contracts';
import type { Sql } from '@cardstock/messaging';
import type { SchedulableStatus } from '../../domain/prices/scheduled-price.ts';

/** The products that SKUs belong to; SKUs that nobody has are left out. */
export type OwnersOf = (skus: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** A price that is to come into force by itself, and what became of that. */
export interface ScheduledPrice {
  readonly id: string;
  readonly sku: string;
  readonly productId: string;
  readonly price: Money;
  readonly effectiveAt: Date;
  readonly status: SchedulableStatus;
  /** The code of the refusal, where the product did not take it. */
  readonly refusal: string | null;
  readonly scheduledBy: string;
  readonly scheduledAt: Date;
}

/** Scheduled prices in the transaction whose `sql` they are given. */
export interface ScheduledPrices {
  /** Has everybody else who schedules for this SKU wait for the end of the transaction. */
  lockSku(sql: Sql, sku: string): Promise<void>;
  countPending(sql: Sql, sku: string): Promise<number>;
  /** One of the same id stays as it is. */
  add(sql: Sql, scheduled: ScheduledPrice): Promise<void>;
  /** Locked until the transaction ends. */
  find(sql: Sql, id: string): Promise<ScheduledPrice | undefined>;
  settle(sql: Sql, id: string, outcome: Pick<ScheduledPrice, 'status' | 'refusal'>): Promise<void>;
}
