import type { OrderStatus } from '@cardstock/contracts';
import { OutOfOrder } from '@cardstock/messaging';
import type { Contact } from '../domain/notification.ts';
import { type OrderNews, toldBefore } from '../domain/order-status.templates.ts';
import type { Clock, NewNotification, Notifications, Transaction } from './ports.ts';

/** News of an order with what its customer is told of it. */
export interface Telling {
  readonly messageId: string;
  readonly occurredAt: Date;
  readonly news: OrderNews;
  readonly list: readonly NewNotification[];
  /** Where the customer was not known here yet. */
  readonly newContact: Contact | undefined;
}
export type TellNews = (tellings: readonly Telling[]) => Promise<readonly undefined[]>;

/** So long the news before is waited for. What is older is told in whatever order it comes: better than never. */
const PATIENCE_MS = 30_000;

export const sourceKeyOf = (orderId: string, status: OrderStatus): string => `${orderId} ${status}`;

/** Several messages of one order are handled at once: "delivered" must not be told before "on its way". */
const mustFollow = async (notifications: Notifications, tellings: readonly Telling[], now: Date): Promise<void> => {
  const waits = tellings.flatMap(({ news, occurredAt }) => {
    const before = now.getTime() - occurredAt.getTime() > PATIENCE_MS ? undefined : toldBefore(news);
    return before ? [{ news, before, key: sourceKeyOf(news.orderId, before) }] : [];
  });
  const told = await notifications.toldOf(waits.map(({ key }) => key));
  const early = waits.find(({ key }) => !told.has(key));
  if (!early) return;
  throw new OutOfOrder(`${early.news.status} of order ${early.news.orderId} came before ${early.before} was told`);
};

/** Tells customers their news, in one transaction: at once in the app, and by e-mails that wait to be sent. */
export const makeTellNews =
  (transact: Transaction, now: Clock): TellNews =>
  (tellings) =>
    transact(async ({ claimMany, contacts, notifications, emails }) => {
      const isNew = await claimMany(tellings.map(({ messageId }) => messageId));
      const fresh = tellings.filter(({ messageId }) => isNew.has(messageId));
      const at = now();
      await mustFollow(notifications, fresh, at);
      await contacts.putIfUnknown(fresh.flatMap(({ newContact }) => newContact ?? []));
      const list = fresh.flatMap((telling) => telling.list);
      const added = await notifications.add(list);
      const mails = list.filter(({ id, channel }) => channel === 'EMAIL' && added.has(id));
      await emails.schedule(
        mails.map(({ id }) => id),
        at,
      );
      return [];
    });
