import { newId, type OrderStatus } from '@cardstock/contracts';
import { OutOfOrder } from '@cardstock/messaging';
import type { Contact, Message } from '../domain/notification.ts';
import { isNews, type OrderNews, orderMessage, toldBefore } from '../domain/order-status.templates.ts';
import type { AskForContact, Clock, NewNotification, NotificationQueries, Scope, Transaction } from './ports.ts';

/** nobody: auth knows no such user, so there is no one to tell. */
export type NotifyOutcome = 'told' | 'no-news' | 'nobody';
export type NotifyOrderStatus = (news: OrderNews, message: Occurrence) => Promise<NotifyOutcome>;

interface Occurrence {
  readonly messageId: string;
  readonly occurredAt: Date;
}

/** So long the news before is waited for. What is older is told in whatever order it comes: better than never. */
const PATIENCE_MS = 30_000;

interface NotifyPorts {
  readonly transact: Transaction;
  readonly queries: Pick<NotificationQueries, 'contactOf'>;
  readonly askForContact: AskForContact;
  readonly now: Clock;
}

const notificationsOf = (news: OrderNews, message: Message, createdAt: Date): NewNotification[] => {
  const shared = {
    ...message,
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

const sourceKeyOf = (orderId: string, status: OrderStatus): string => `${orderId} ${status}`;

/** Several messages of one order are handled at once: "delivered" must not be told before "on its way". */
const waitForNewsBefore = async ({ notifications }: Scope, news: OrderNews, ageMs: number): Promise<void> => {
  const before = toldBefore(news);
  if (!before || ageMs > PATIENCE_MS) return;
  if (await notifications.isTold(sourceKeyOf(news.orderId, before), news.customerId)) return;
  throw new OutOfOrder(`${news.status} of order ${news.orderId} came before ${before} was told`);
};

/**
 * Tells a customer what became of an order: at once in the app, and by an e-mail that waits to be sent. Where the
 * order is quicker than the news of its customer's account, auth is asked, before the transaction and not in it.
 */
export const makeNotifyOrderStatus = ({ transact, queries, askForContact, now }: NotifyPorts): NotifyOrderStatus => {
  const contactOf = async (userId: string): Promise<Contact | undefined> =>
    (await queries.contactOf(userId)) ?? (await askForContact(userId));
  return async (news, { messageId, occurredAt }) => {
    if (!isNews(news.status)) return 'no-news';
    const contact = await contactOf(news.customerId);
    const message = contact && orderMessage(news, contact.displayName);
    if (!message) return 'nobody';
    await transact(async (scope) => {
      const { claim, contacts, notifications, emails } = scope;
      if (!(await claim(messageId))) return;
      const at = now();
      await waitForNewsBefore(scope, news, at.getTime() - occurredAt.getTime());
      await contacts.putIfUnknown(contact);
      const list = notificationsOf(news, message, at);
      const added = await notifications.add(sourceKeyOf(news.orderId, news.status), contact.userId, list);
      const mail = list.find(({ channel }) => channel === 'EMAIL');
      if (mail && added.includes(mail.id)) await emails.schedule(mail.id, at);
    });
    return 'told';
  };
};
