import { newId } from '@cardstock/contracts';
import type { Message } from '../domain/notification.ts';
import { isNews, type OrderNews, orderMessage } from '../domain/order-status.templates.ts';
import type { AskForContact, Clock, NewNotification, NotificationQueries } from './ports.ts';
import { sourceKeyOf, type Telling } from './tell-news.ts';

/** nobody: auth knows no such user, so there is no one to tell. */
export type NotifyOutcome = 'told' | 'no-news' | 'nobody';
export type NotifyOrderStatus = (news: OrderNews, message: Occurrence) => Promise<NotifyOutcome>;

interface Occurrence {
  readonly messageId: string;
  readonly occurredAt: Date;
}

interface NotifyPorts {
  readonly tellNews: (telling: Telling) => Promise<undefined>;
  readonly queries: Pick<NotificationQueries, 'contactOf'>;
  readonly askForContact: AskForContact;
  readonly now: Clock;
}

const notificationsOf = (news: OrderNews, message: Message, createdAt: Date): NewNotification[] => {
  const shared = {
    ...message,
    sourceKey: sourceKeyOf(news.orderId, news.status),
    userId: news.customerId,
    orderId: news.orderId,
    event: `ORDER_${news.status}`,
    createdAt,
  };
  return [
    { ...shared, id: newId(), channel: 'IN_APP', status: 'DELIVERED' },
    { ...shared, id: newId(), channel: 'EMAIL', status: 'QUEUED' },
  ];
};

/**
 * Tells a customer what became of an order. Where the order is quicker than the news of its customer's account, auth is
 * asked, before the transaction and not in it.
 */
export const makeNotifyOrderStatus =
  ({ tellNews, queries, askForContact, now }: NotifyPorts): NotifyOrderStatus =>
  async (news, { messageId, occurredAt }) => {
    if (!isNews(news.status)) return 'no-news';
    const known = await queries.contactOf(news.customerId);
    const contact = known ?? (await askForContact(news.customerId));
    const message = contact && orderMessage(news, contact.displayName);
    if (!message) return 'nobody';
    const list = notificationsOf(news, message, now());
    await tellNews({ messageId, occurredAt, news, list, newContact: known ? undefined : contact });
    return 'told';
  };
