import type { Logger } from '@cardstock/service';
import type { PaymentOperations } from '../payments/payment-operations.ts';
import type { PaymentProvider } from '../payments/payment-ports.ts';
import type { BookedPayment, Mismatch, PaymentCheck } from './payment-reconciliation.ts';

/** What a comparison needs of our books. */
export interface ReconcileBooks {
  /** Our side of these payments. */
  booked(paymentIds: readonly string[]): Promise<readonly BookedPayment[]>;
  /** Which of these orders there are, with whether they still wait for a payment. */
  waiting(orderIds: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
  /** Payments that were booked since a moment, page by page. */
  bookedSince(moment: Date, before: Date): AsyncIterable<BookedPayment>;
  /** When the last finished run began. */
  lastRunAt(): Promise<Date | undefined>;
  begin(run: { id: string; startedAt: Date; since: Date }): Promise<void>;
  note(runId: string, checks: readonly PaymentCheck[], mismatches: readonly Mismatch[]): Promise<void>;
  finish(run: { id: string; finishedAt: Date; payments: number; mismatches: number }): Promise<void>;
}

export interface ReconcileParts {
  readonly books: ReconcileBooks;
  readonly provider: PaymentProvider;
  readonly look: PaymentOperations['look'];
  readonly now: () => Date;
  readonly log: Logger;
  /** Younger payments are still under way. */
  readonly orphanAfterMs: number;
  /** How far a run looks behind the last one. */
  readonly overlapMs: number;
  readonly firstRunMs: number;
}

export interface ReconcileReport {
  readonly since: Date;
  readonly payments: number;
  readonly mismatches: readonly Mismatch[];
}
