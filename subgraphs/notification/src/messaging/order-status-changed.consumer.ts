import { OrderStatusChanged } from '@cardstock/contracts';
import { consume, type Subscription } from '@cardstock/messaging';
import type { NotifyOrderStatus } from '../application/notify-order-status.ts';

export const onOrderStatusChanged = (notifyOrderStatus: NotifyOrderStatus): Subscription =>
  consume(OrderStatusChanged, async (news, { messageId, envelope, log }) => {
    const outcome = await notifyOrderStatus(news, { messageId, occurredAt: new Date(envelope.occurredAt) });
    if (outcome === 'nobody') log.warn({ userId: news.customerId }, 'an order has a customer whom nobody knows');
  });
