import type { Connection, Viewer } from '@cardstock/service';
import type { BulkItem, OrderChangeOutcome, SagaCareOutcome } from '../outcomes.ts';
import type { Page } from '../reading/page.ts';
import type { OrderView } from '../reading/views.ts';
import type { CancelLinesRequest } from './cancel-lines.ts';
import type { NoteRequest } from './note-order.ts';

interface OrderAndReason {
  readonly orderId: string;
  readonly reason: string;
}

/** What can be done with an order that was placed. */
export interface LifecycleApplication {
  cancelOrder(viewer: Viewer, request: OrderAndReason): Promise<OrderChangeOutcome>;
  cancelLines(viewer: Viewer, request: CancelLinesRequest): Promise<OrderChangeOutcome>;
  /** One item per order, in the order of the request. */
  cancelOrders(viewer: Viewer, request: { orderIds: readonly string[]; reason: string }): Promise<readonly BulkItem[]>;
  noteOrder(viewer: Viewer, request: NoteRequest): Promise<OrderChangeOutcome>;
  retrySaga(viewer: Viewer, orderId: string): Promise<SagaCareOutcome>;
  abandonSaga(viewer: Viewer, request: OrderAndReason): Promise<SagaCareOutcome>;
  listStuck(viewer: Viewer, page: Page): Promise<Connection<OrderView>>;
}
