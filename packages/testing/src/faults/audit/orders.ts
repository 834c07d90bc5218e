import { ORDER_STATUSES, receiversOf } from '@cardstock/contracts';
import { all, type Check, type Facts, type Finding, noRows } from './check.ts';

const ORDERS = 'select count(*)::int from order_summary';
const ENDS = `('COMPLETED', 'REJECTED', 'CANCELLED', 'RETURNED')`;

const ONE_END = `
  select o.id, o.status, array_agg(e.status order by e.version) as ends
  from order_summary o left join order_event e on e.stream_id = o.id and e.status in ${ENDS}
  group by o.id, o.status having count(e.status) <> 1 or min(e.status) <> o.status limit 20`;

const GAPS = `
  select stream_id, count(*)::int as events, min(version) as first, max(version) as last from order_event
  group by stream_id having count(*) <> max(version) or min(version) <> 1 or count(distinct version) <> count(*) limit 20`;

const COUNTS = `
  select stream_id, type, count(*)::int from order_event
  where type in ('OrderPlaced', 'StockReserved', 'ReservationRefused', 'PaymentAuthorized', 'PaymentDeclined', 'OrderConfirmed',
    'PaymentCaptured', 'StockCommitted', 'OrderCompleted', 'OrderRejected', 'OrderCancelled', 'StockReleased')
  group by stream_id, type having count(*) > 1 limit 20`;

const COMPLETE = `
  select o.id, needed.type from order_summary o
  cross join (values ('OrderPlaced'), ('StockReserved'), ('PaymentAuthorized'), ('OrderConfirmed'), ('PaymentCaptured'),
    ('StockCommitted'), ('OrderCompleted')) as needed (type)
  where o.status = 'COMPLETED' and not exists (select from order_event e where e.stream_id = o.id and e.type = needed.type) limit 20`;

const TOLD = `
  select e.stream_id, e.version, e.status from order_event e where e.status = any($1) and not exists (
    select from outbox_message m where m.type = 'OrderStatusChanged' and m.envelope->>'subject' = e.stream_id::text
      and (m.envelope->>'sequence')::int = e.version) limit 20`;

/** The statuses that somebody wants to hear of. */
const NEWS = ORDER_STATUSES.filter(
  (status) => receiversOf({ type: 'OrderStatusChanged', data: { status } }).length > 0,
);

const SAGAS = `
  select o.id as order_without_saga, s.order_id as saga_without_order from order_summary o
  full join saga s on s.order_id = o.id where o.id is null or s.order_id is null limit 20`;

const EVENTLESS = `select id from order_summary o where not exists (select from order_event e where e.stream_id = o.id) limit 20`;

const CONFIRMED = `
  select c.stream_id from order_event c where c.type = 'OrderConfirmed' and (
    not exists (select from order_event e where e.stream_id = c.stream_id and e.type = 'StockReserved' and e.version < c.version)
    or not exists (select from order_event e where e.stream_id = c.stream_id and e.type = 'PaymentAuthorized' and e.version < c.version)) limit 20`;

const idsOf = async ({ rows }: Facts, database: string, sql: string): Promise<Set<string>> =>
  new Set((await rows<{ id: string }>(database, sql)).map(({ id }) => id));

/** What a confirmed order says that it holds, the inventory holds, or has let go for it. */
const confirmedIsReserved = async (facts: Facts): Promise<Finding> => {
  const confirmed = await idsOf(
    facts,
    'order',
    `select stream_id as id from order_event where type = 'OrderConfirmed'`,
  );
  const known = await idsOf(facts, 'inventory', `select order_id as id from reservation where status <> 'FAILED'`);
  const live = await idsOf(
    facts,
    'inventory',
    `select order_id as id from reservation where status in ('HELD', 'COMMITTED')`,
  );
  const ended = await idsOf(facts, 'order', `select id from order_summary where status in ('CANCELLED', 'REJECTED')`);
  const without = [...confirmed].filter((id) => !known.has(id) || (!ended.has(id) && !live.has(id)));
  const dead = [...ended].filter((id) => live.has(id));
  return {
    checked: confirmed.size + ended.size,
    breaches: [
      ...without.map((id) => `${id} is confirmed without a reservation`),
      ...dead.map((id) => `${id} has ended and still holds stock`),
    ],
  };
};

const reservationsHaveOrders = async (facts: Facts): Promise<Finding> => {
  const orders = await idsOf(facts, 'order', 'select id from order_summary');
  const reserved = await idsOf(facts, 'inventory', 'select order_id as id from reservation');
  const shipped = await idsOf(facts, 'fulfillment', 'select order_id as id from shipment');
  const orphans = [...reserved, ...shipped].filter((id) => !orders.has(id));
  return {
    checked: reserved.size + shipped.size,
    breaches: orphans.map((id) => `${id} is an order that nobody knows`),
  };
};

const ANSWERS = `
  select envelope->>'subject' as id, count(*)::int as answers from outbox_message
  where type in ('InventoryReserved', 'InventoryReservationFailed', 'InventoryReleased', 'InventoryCommitted')
  group by 1`;
const ASKED = `
  select distinct id::text as message, envelope->>'subject' as subject from outbox_message
  where type in ('ReserveStock', 'ReleaseStock', 'CommitStock')`;

/** One answer per command that was taken, however often it came: a message that works twice answers twice. */
const oneAnswerPerCommand = async ({ rows }: Facts): Promise<Finding> => {
  const answers = await rows<{ id: string; answers: number }>('inventory', ANSWERS);
  const asked = Map.groupBy(await rows<{ message: string; subject: string }>('order', ASKED), ({ subject }) => subject);
  const tooMany = answers.filter(({ id, answers: count }) => count > (asked.get(id)?.length ?? 0));
  return {
    checked: answers.length,
    breaches: tooMany.map(
      ({ id, answers: count }) => `${id}: ${count} answers to ${asked.get(id)?.length ?? 0} commands`,
    ),
  };
};

export const ORDER_CHECKS: readonly Check[] = [
  { id: 'S3', title: 'one terminal outcome per order', run: noRows('order', ORDERS, ONE_END) },
  {
    id: 'S6',
    title: 'CONFIRMED => reservation and authorization; ended early => no live reservation (S7)',
    run: all(
      noRows('order', `select count(*)::int from order_event where type = 'OrderConfirmed'`, CONFIRMED),
      confirmedIsReserved,
    ),
  },
  {
    id: 'S10',
    title: 'no order without saga or events, no saga without order, no orphan reservation or shipment',
    run: all(noRows('order', ORDERS, SAGAS), noRows('order', ORDERS, EVENTLESS), reservationsHaveOrders),
  },
  {
    id: 'S14',
    title: 'event counts as specified: each fact once, each command answered once, each status told once',
    run: all(
      noRows('order', 'select count(*)::int from order_event', COUNTS),
      noRows('order', 'select count(distinct stream_id)::int as count from order_event', GAPS),
      noRows('order', `select count(*)::int from order_summary where status = 'COMPLETED'`, COMPLETE),
      noRows('order', 'select count(*)::int from order_event where status is not null', TOLD, [NEWS]),
      oneAnswerPerCommand,
    ),
  },
];
