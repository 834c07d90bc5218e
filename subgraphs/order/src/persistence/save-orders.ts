import type { Write } from '@cardstock/messaging';
import type { OrderChange } from '../application/ports.ts';
import type { OrderLine } from '../domain/order/events.ts';
import { evolve, exists } from '../domain/order/evolve.ts';
import type { Order } from '../domain/order/order.ts';
import { nextCheckAt, type Saga, statusOf } from '../saga/saga.ts';
import { isSnapshotDue, type Snapshot, saveSnapshots } from './snapshot.repository.ts';

/** Pairs each event with the change of status that it makes. */
const eventRows = ({ before, events, actor, correlationId }: OrderChange) => {
  let { order } = before;
  return events.map((event, index) => {
    const next = evolve(order, event);
    const isChange = next.status !== order.status;
    const previous_status = isChange && exists(order) ? order.status : null;
    order = next;
    return {
      stream_id: before.id,
      version: before.version + index + 1,
      type: event.type,
      data: event.data,
      metadata: { actor, correlationId },
      previous_status,
      status: isChange ? next.status : null,
      recorded_at: event.at,
    };
  });
};

const summaryRow = ({ before, events, after }: OrderChange) => {
  if (!exists(after)) return [];
  const { id, number, customerId, status, placedAt, totals } = after;
  const reason = 'reason' in after ? after.reason : null;
  const version = before.version + events.length;
  return [{ id, number, customer_id: customerId, status, reason, placed_at: placedAt, totals, version }];
};

const linesOf = (order: Order): readonly OrderLine[] => (exists(order) ? order.lines : []);

const lineRows = (orderId: string, { before, after }: { before: Order; after: Order }) => {
  if (linesOf(before) === linesOf(after)) return [];
  return linesOf(after).map(({ id, sku, title, quantity, unitPrice }, place) => {
    const price = { unit_amount: unitPrice.amount, currency: unitPrice.currency };
    return { id, order_id: orderId, place, sku, title, quantity, ...price };
  });
};

export const sagaRow = (orderId: string, saga: Saga) => ({
  order_id: orderId,
  status: statusOf(saga),
  is_undoing: saga.isUndoing,
  next_check_at: nextCheckAt(saga),
  steps: saga.steps,
});

export const SAVE_SAGAS = `
  insert into saga (order_id, status, is_undoing, next_check_at, steps)
  select order_id, status, is_undoing, next_check_at, steps from jsonb_to_recordset($1::jsonb)
    as row (order_id uuid, status text, is_undoing boolean, next_check_at timestamptz, steps jsonb)
  on conflict (order_id) do update set status = excluded.status, is_undoing = excluded.is_undoing,
    next_check_at = excluded.next_check_at, steps = excluded.steps`;

// The primary key of order_event is what stops a writer that did not see another one's events.
const SAVE = `
  with event as (
    insert into order_event (stream_id, version, type, data, metadata, previous_status, status, recorded_at)
    select stream_id, version, type, data, metadata, previous_status, status, recorded_at
    from jsonb_to_recordset($2::jsonb) as row (stream_id uuid, version integer, type text, data jsonb, metadata jsonb,
      previous_status text, status text, recorded_at timestamptz)
    order by stream_id, version
  ), summary as (
    insert into order_summary (id, number, customer_id, status, reason, placed_at, totals, version)
    select id, number, customer_id, status, reason, placed_at, totals, version
    from jsonb_to_recordset($3::jsonb) as row (id uuid, number text, customer_id uuid, status text, reason text,
      placed_at timestamptz, totals jsonb, version integer)
    on conflict (id) do update set status = excluded.status, reason = excluded.reason, totals = excluded.totals,
      version = excluded.version
  ), line as (
    insert into order_line (id, order_id, place, sku, title, quantity, unit_amount, currency)
    select id, order_id, place, sku, title, quantity, unit_amount, currency
    from jsonb_to_recordset($4::jsonb) as row (id uuid, order_id uuid, place integer, sku text, title text,
      quantity integer, unit_amount integer, currency text)
    on conflict (id) do update set quantity = excluded.quantity
  )${SAVE_SAGAS}`;

const DROP_LINES = 'delete from order_line where order_id = any($1::uuid[]) and id <> all($2::uuid[])';

/** What became of each order from before its first change to after its last. */
const courses = (changes: readonly OrderChange[]) =>
  [...Map.groupBy(changes, ({ before }) => before.id)].flatMap(([id, [first, ...others]]) => {
    const last = others.at(-1) ?? first;
    return first && last ? [{ id, from: first.before.version, before: first.before.order, last }] : [];
  });

const snapshotDue = ({ id, from, last }: ReturnType<typeof courses>[number]): Snapshot[] => {
  const version = last.before.version + last.events.length;
  return isSnapshotDue(from, version) ? [{ id, version, order: last.after }] : [];
};

/**
 * Writes what happened to some orders, in one statement however many: events, read model and sagas together. Several
 * changes of one order follow each other. The transaction fails with a unique violation where another writer was faster.
 */
export const saveOrders = (write: Write, changes: readonly OrderChange[]): void => {
  const orders = courses(changes);
  const lines = orders.flatMap(({ id, before, last }) => lineRows(id, { before, after: last.after }));
  const changedOnes = orders.filter(({ before, last }) => exists(before) && linesOf(before) !== linesOf(last.after));
  write(SAVE, [
    JSON.stringify(orders.map(({ id, last }) => sagaRow(id, last.saga))),
    JSON.stringify(changes.flatMap(eventRows)),
    JSON.stringify(orders.flatMap(({ last }) => summaryRow(last))),
    JSON.stringify(lines),
  ]);
  saveSnapshots(write, orders.flatMap(snapshotDue));
  if (changedOnes.length > 0) write(DROP_LINES, [changedOnes.map(({ id }) => id), lines.map(({ id }) => id)]);
};
