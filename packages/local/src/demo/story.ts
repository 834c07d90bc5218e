import type { Client } from './client.ts';
import { bold, dim, heading, type Money, price, say, table } from './print.ts';
import type { Placed } from './shopping.ts';

interface StatusEvent {
  readonly orderStatusChanged: {
    readonly status: string;
    readonly order: {
      lines: { variant: { product: { name: string } } }[];
      shipments: { trackingNumber: string | null }[];
    };
  };
}

/** Follows an order over WebSocket to its end and prints every status as it arrives. Returns the milliseconds to each. */
export const followOrder = async (client: Client, order: Placed, startedAt: number): Promise<Map<string, number>> => {
  const reached = new Map<string, number>();
  for await (const { orderStatusChanged } of client.follow<StatusEvent>('order-status-changed', {
    orderId: order.id,
  })) {
    const { status, order: now } = orderStatusChanged;
    const ms = Math.round(performance.now() - startedAt);
    reached.set(status, ms);
    const tracking = now.shipments.map(({ trackingNumber }) => trackingNumber).find(Boolean);
    const cards = [...new Set(now.lines.map(({ variant }) => variant.product.name))].join(', ');
    say(
      `  ${String(ms).padStart(6)} ms  ${bold(status.padEnd(10))} ${dim(tracking ? `${cards} · parcel ${tracking}` : cards)}`,
    );
  }
  return reached;
};

interface Story {
  readonly order: {
    readonly customer: { displayName: string; email: string };
    readonly payment: { status: string; captured: Money; failureCode: string | null } | null;
    readonly saga: {
      status: string;
      steps: {
        name: string;
        state: string;
        attempts: number;
        startedAt: string | null;
        finishedAt: string | null;
        error: string | null;
      }[];
    };
    readonly notifications: { channel: string; subject: string; status: string }[];
    readonly lines: { title: string; quantity: number; variant: { availability: { available: number } } }[];
    readonly totals: { grandTotal: Money };
  };
}

const took = ({ startedAt, finishedAt }: { startedAt: string | null; finishedAt: string | null }): string =>
  startedAt && finishedAt ? `${Date.parse(finishedAt) - Date.parse(startedAt)} ms` : '';

/** Asks all six subgraphs about an order in one query and prints the answer. */
export const tellStory = async (client: Client, { id, number }: Placed): Promise<Story['order']> => {
  const { order } = await client.run<Story>('order-story', { id });
  heading(`Order ${number}, joined across six subgraphs`);
  say(`  ${order.customer.displayName} <${order.customer.email}>, ${price(order.totals.grandTotal)}`);
  if (order.payment) {
    const { status, captured, failureCode } = order.payment;
    say(`  payment ${status}${failureCode ? ` (${failureCode})` : `, ${price(captured)} captured`}`);
  }
  for (const { title, quantity, variant } of order.lines)
    say(`  ${quantity} × ${title}, ${variant.availability.available} left`);
  say(`  saga ${order.saga.status}`);
  table(
    order.saga.steps.map((step) => [
      '  ',
      step.name,
      step.state,
      `${step.attempts} attempt${step.attempts === 1 ? '' : 's'}`,
      took(step),
      step.error ?? '',
    ]),
  );
  table(order.notifications.map(({ channel, status, subject }) => [channel, status, subject]));
  return order;
};
