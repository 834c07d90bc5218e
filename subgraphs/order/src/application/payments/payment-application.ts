import type { Connection, Viewer } from '@cardstock/service';
import type { Mismatch, PaymentCheck } from '../reconciliation/payment-reconciliation.ts';
import type { PaymentOutcome, RefundOutcome } from './payment-outcomes.ts';
import type { RefundRequest } from './request-refund.ts';

/** What can be done with the money of orders. Every use case looks at its viewer first. */
export interface PaymentApplication {
  requestRefund(viewer: Viewer, request: RefundRequest): Promise<RefundOutcome>;
  confirmPayment(viewer: Viewer, orderId: string): Promise<PaymentOutcome>;
  approvePayment(viewer: Viewer, orderId: string): Promise<PaymentOutcome>;
  rejectPayment(viewer: Viewer, orderId: string): Promise<PaymentOutcome>;
  listMismatches(
    viewer: Viewer,
    page: { readonly first: number; readonly after?: string | undefined },
  ): Promise<Connection<Mismatch>>;
  /** What the last comparison with the provider's books said of orders, in the order of the ids; for staff only. */
  readChecks(viewer: Viewer, orderIds: readonly string[]): Promise<(PaymentCheck | null)[]>;
}
