import { all, type Check, emptyView, type Facts, type Finding } from './check.ts';

interface OrderMoney {
  readonly id: string;
  readonly status: string;
  readonly total: number;
  readonly priced: number;
  readonly authorized: number;
  readonly captured: number;
  readonly refunded: number;
}

const OURS = `
  select o.id, o.status, (o.totals->'grandTotal'->>'amount')::int as total,
    ((o.totals->'subtotal'->>'amount')::int - (o.totals->'discount'->>'amount')::int + (o.totals->'shipping'->>'amount')::int
      + (o.totals->'tax'->>'amount')::int) as priced,
    coalesce(sum((e.data->'amount'->>'amount')::int) filter (where e.type = 'PaymentAuthorized'), 0)::int as authorized,
    coalesce(sum((e.data->'amount'->>'amount')::int) filter (where e.type = 'PaymentCaptured'), 0)::int as captured,
    coalesce(sum((e.data->'amount'->>'amount')::int) filter (where e.type = 'PaymentRefunded'), 0)::int as refunded
  from order_summary o left join order_event e on e.stream_id = o.id group by o.id`;

/** What the provider holds or has taken for one order. */
const theirs = ({ ledger }: Facts): Map<string, { held: number; net: number; paid: number }> => {
  const orderOf = new Map(ledger.intents.map(({ id, metadata }) => [id, metadata['orderId'] ?? '']));
  const books = new Map<string, { held: number; net: number; paid: number }>();
  for (const charge of ledger.charges) {
    const orderId = orderOf.get(charge.payment_intent ?? '') ?? '';
    const intent = ledger.intents.find(({ id }) => id === charge.payment_intent);
    const book = books.get(orderId) ?? { held: 0, net: 0, paid: 0 };
    if (charge.paid) book.paid += 1;
    if (charge.paid && intent?.status === 'requires_capture') book.held += charge.amount;
    book.net += charge.amount_captured - charge.amount_refunded;
    books.set(orderId, book);
  }
  return books;
};

const FINISHED = new Set(['COMPLETED']);
const NOBODY = { held: 0, net: 0, paid: 0 };

const moneyOfOrder = (order: OrderMoney, { held, net, paid }: typeof NOBODY): string[] => {
  const { id, status, total, captured, refunded } = order;
  const wanted = FINISHED.has(status) ? captured - refunded : 0;
  return [
    ...(net === captured - refunded
      ? []
      : [`${id} (${status}): we say ${captured} - ${refunded}, the provider ${net}`]),
    ...(net === wanted && (!FINISHED.has(status) || captured === total)
      ? []
      : [`${id} (${status}): ${net} taken, ${total} due`]),
    ...(held === 0 ? [] : [`${id} (${status}): ${held} still set aside at the provider`]),
    ...(paid <= 1 ? [] : [`${id} (${status}): charged ${paid} times`]),
  ];
};

const booksAgree = async (facts: Facts): Promise<Finding> => {
  const orders = await facts.rows<OrderMoney>('order', OURS);
  const books = theirs(facts);
  return {
    checked: orders.length,
    breaches: orders.flatMap((order) => moneyOfOrder(order, books.get(order.id) ?? NOBODY)),
  };
};

const sumsAgree = async (facts: Facts): Promise<Finding> => {
  const orders = await facts.rows<OrderMoney>('order', OURS);
  const due = orders
    .filter(({ status }) => FINISHED.has(status))
    .reduce((sum, { total, refunded }) => sum + total - refunded, 0);
  const net = [...theirs(facts).values()].reduce((sum, book) => sum + book.net, 0);
  return { checked: 1, breaches: due === net ? [] : [`confirmed orders are worth ${due}, the provider took ${net}`] };
};

const deadOrdersAreFree = async (facts: Facts): Promise<Finding> => {
  const orders = await facts.rows<OrderMoney>('order', OURS);
  const dead = orders.filter(({ status }) => status === 'REJECTED' || status === 'CANCELLED');
  const books = theirs(facts);
  const costly = dead.filter(({ id }) => (books.get(id)?.net ?? 0) !== 0 || (books.get(id)?.held ?? 0) !== 0);
  return {
    checked: dead.length,
    breaches: costly.map(({ id, status }) => `${id} is ${status} and its customer pays for it`),
  };
};

const paidIsPriced = async (facts: Facts): Promise<Finding> => {
  const orders = await facts.rows<OrderMoney>('order', OURS);
  const told = new Map(
    facts.journal.submissions.flatMap(({ replies }) =>
      replies.flatMap((reply) => (reply.kind === 'placed' ? [[reply.orderId, reply.total] as const] : [])),
    ),
  );
  const wrong = orders.filter(
    ({ id, total, priced, authorized }) =>
      total !== priced || (told.get(id) ?? total) !== total || (authorized !== 0 && authorized !== total),
  );
  return {
    checked: orders.length,
    breaches: wrong.map((order) => `${JSON.stringify(order)}; the client was told ${told.get(order.id)}`),
  };
};

const paymentsHaveOrders = async (facts: Facts): Promise<Finding> => {
  const known = new Set(
    (await facts.rows<{ id: string }>('order', 'select id from order_summary')).map(({ id }) => id),
  );
  const orphans = facts.ledger.intents.filter(({ metadata }) => !known.has(metadata['orderId'] ?? ''));
  return { checked: facts.ledger.intents.length, breaches: orphans.map(({ id }) => `${id} is a payment for no order`) };
};

export const MONEY_CHECKS: readonly Check[] = [
  {
    id: 'S4',
    title: "captured - refunded - voided = confirmed totals, and the provider's books say the same",
    run: all(booksAgree, sumsAgree, emptyView('order', 'payment_breach')),
  },
  { id: 'S7', title: 'rejected or cancelled => no net money, nothing set aside', run: deadOrdersAreFree },
  { id: 'S9', title: 'paid = priced = what the client was told', run: paidIsPriced },
  { id: 'S10p', title: 'no orphan payment', run: paymentsHaveOrders },
];
