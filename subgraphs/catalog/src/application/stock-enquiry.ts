import { AnnounceAvailability, newId } from '@cardstock/contracts';
import type { Sql } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import type { EventSequence } from './write.ports.ts';

/** An enquiry that is not finished. */
export interface StockEnquiry {
  /** The last event of before the tables were made: what it brought is asked for. */
  readonly untilPosition: number;
  /** Up to which SKU it was asked for. */
  readonly afterSku: string;
}

/** What is known of the stock of products that were there before the tables. Each function works in the transaction whose `sql` it is given. */
export interface StockEnquiries {
  /** Notes, once for a database, up to where products are older than it. None of them are where that is 0. */
  begin(sql: Sql, untilPosition: number): Promise<void>;
  /** The enquiry, locked until the transaction ends; undefined where there is none, or somebody else is at it. */
  take(sql: Sql): Promise<StockEnquiry | undefined>;
  /** Notes how far it went; null to the end. */
  proceed(sql: Sql, afterSku: string | null): Promise<void>;
  skusAfter(sql: Sql, sku: string, limit: number): Promise<string[]>;
}

interface Parts {
  readonly transact: Transact;
  readonly enquiries: StockEnquiries;
  readonly livePosition: (sql: Sql) => Promise<number>;
  readonly now: () => Date;
}

const SKUS_PER_MESSAGE = 500;

/**
 * Stock is told by the inventory when it changes, and is in no event of a product: tables that are made beside existing
 * events know of none. To be called before the first event is written or read.
 */
export const beginStockEnquiry = async (
  { transact, enquiries }: Pick<Parts, 'transact' | 'enquiries'>,
  sequence: Pick<EventSequence, 'last'>,
): Promise<void> => {
  const last = await sequence.last();
  await transact(({ sql }) => enquiries.begin(sql, last));
};

export type EnquiryStep = 'asked' | 'waiting' | 'nothing to ask';

/**
 * Asks the inventory for the stock of one page of SKUs, once the products of before are in the tables. Request and place
 * in the list are one transaction, so a crash asks for no page twice and leaves none out.
 */
export const makeAskForStock =
  ({ transact, enquiries, livePosition, now }: Parts) =>
  (): Promise<EnquiryStep> =>
    transact(async ({ sql, send }): Promise<EnquiryStep> => {
      const enquiry = await enquiries.take(sql);
      if (!enquiry) return 'nothing to ask';
      if ((await livePosition(sql)) < enquiry.untilPosition) return 'waiting';
      const skus = await enquiries.skusAfter(sql, enquiry.afterSku, SKUS_PER_MESSAGE);
      await enquiries.proceed(sql, skus.at(-1) ?? null);
      if (skus.length === 0) return 'nothing to ask';
      const id = newId();
      send(AnnounceAvailability, { skus }, { id, subject: 'availability', occurredAt: now(), correlationId: id });
      return 'asked';
    });

export type AskForStock = ReturnType<typeof makeAskForStock>;
