import { newId } from '@cardstock/contracts';
import type { Contact, Message } from '../domain/notification.ts';
import { isNews, type OrderNews, orderMessage } from '../domain/order-status.templates.ts';
import type { AskForContact, Clock, NewNotification, NotificationQueries, Transaction } from './ports.ts';

/** nobody: auth knows no such user, so there is no one to tell. */
export type NotifyOutcome = 'told' | 'no-news' | 'nobody';
export type NotifyOrderStatus = (news: OrderNews, messageId: string) => Promise<NotifyOutcome>;

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

/**
 * Tells a customer what became of an order: at once in the app, and by an e-mail that waits to be sent. Where the
 * order is quicker than the news of its customer's account, auth is asked, before the transaction and not in it.
 */
export const makeNotifyOrderStatus = ({ transact, queries, askForContact, now }: NotifyPorts): NotifyOrderStatus => {
  const contactOf = async (userId: string): Promise<Contact | undefined> =>
    (await queries.contactOf(userId)) ?? (await askForContact(userId));
  return async (news, messageId) => {
    if (!isNews(news.status)) return 'no-news';
    const contact = await contactOf(news.customerId);
    const message = contact && orderMessage(news, contact.displayName);
    if (!message) return 'nobody';
    await transact(async ({ claim, contacts, notifications, emails }) => {
      if (!(await claim(messageId))) return;
      await contacts.putIfUnknown(contact);
      const at = now();
      const list = notificationsOf(news, message, at);
      const added = await notifications.add(`${news.orderId} ${news.status}`, contact.userId, list);
      const mail = list.find(({ channel }) => channel === 'EMAIL');
      if (mail && added.includes(mail.id)) await emails.schedule(mail.id, at);
    });
    return 'told';
  };
};
