import type { DataOf, OrderStatus, OrderStatusChanged } from '@cardstock/contracts';
import type { Message } from './notification.ts';
import { moneyText, oneLine } from './text.ts';

export type OrderNews = DataOf<typeof OrderStatusChanged>;
type Template = (news: OrderNews) => { readonly subject: string; readonly lines: readonly (string | false)[] };

const items = ({ lines }: OrderNews): string[] =>
  lines.map(({ title, quantity }) => `  ${quantity} x ${oneLine(title)}`);
const because = ({ reason }: OrderNews): string | false => reason !== null && `Reason: ${oneLine(reason)}`;
const parcel = ({ carrier, trackingNumber }: OrderNews): string | false =>
  trackingNumber !== null &&
  `Tracking: ${[carrier, trackingNumber]
    .filter((part) => part !== null)
    .map(oneLine)
    .join(' ')}`;

/** What a customer is told of an order, by its new status. The other statuses are not worth a message. */
const TEMPLATES: Partial<Record<OrderStatus, Template>> = {
  CONFIRMED: (news) => ({
    subject: `Your order ${news.number} is confirmed`,
    lines: [`We are getting your order ${news.number} ready:`, ...items(news), `Total: ${moneyText(news.grandTotal)}`],
  }),
  REJECTED: (news) => ({
    subject: `We could not take your order ${news.number}`,
    lines: [`Your order ${news.number} did not go through, and you pay nothing.`, because(news), ...items(news)],
  }),
  CANCELLED: (news) => ({
    subject: `Your order ${news.number} is cancelled`,
    lines: [`Your order ${news.number} is cancelled. What you paid comes back to you.`, because(news), ...items(news)],
  }),
  SHIPPED: (news) => ({
    subject: `Your order ${news.number} is on its way`,
    lines: [`Your order ${news.number} has left our warehouse.`, parcel(news), ...items(news)],
  }),
  DELIVERED: (news) => ({
    subject: `Your order ${news.number} was delivered`,
    lines: [`Your order ${news.number} has arrived. Enjoy your cards!`, parcel(news)],
  }),
};

/** Whether a status is worth a message. */
export const isNews = (status: OrderStatus): boolean => TEMPLATES[status] !== undefined;

/** The statuses on the way whose message a customer has had by then. */
const TOLD_BY: Partial<Record<OrderStatus, OrderStatus>> = {
  CONFIRMED: 'CONFIRMED',
  PICKING: 'CONFIRMED',
  PACKED: 'CONFIRMED',
  SHIPPED: 'SHIPPED',
};

/** The status that a customer is told of before this one, if any. */
export const toldBefore = ({ previousStatus }: Pick<OrderNews, 'previousStatus'>): OrderStatus | undefined =>
  previousStatus === null ? undefined : TOLD_BY[previousStatus];

/** The message for a customer of this name; undefined where the status is not worth one. */
export const orderMessage = (news: OrderNews, displayName: string): Message | undefined => {
  const rendered = TEMPLATES[news.status]?.({ ...news, number: oneLine(news.number) });
  if (!rendered) return undefined;
  const lines = rendered.lines.filter((line) => line !== false);
  return {
    subject: rendered.subject,
    body: [`Hello ${oneLine(displayName)},`, '', ...lines, '', 'Cardstock'].join('\n'),
  };
};
