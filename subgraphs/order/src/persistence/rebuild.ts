import { isDeepStrictEqual } from 'node:util';
import type { Sql } from '@cardstock/messaging';
import { exists, fold } from '../domain/order/evolve.ts';
import type { ExistingOrder } from '../domain/order/order.ts';
import { readEvents } from './event-store.ts';

const BATCH = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface ReadModel {
  readonly id: string;
  readonly number: string;
  readonly customer_id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly placed_at: string;
  readonly totals: unknown;
  readonly version: number;
  readonly lines: readonly unknown[];
}

/** What the read model says otherwise than the events. */
export interface Difference {
  readonly orderId: string;
  readonly field: string;
  readonly stored: unknown;
  readonly rebuilt: unknown;
}

const readModelOf = (order: ExistingOrder, version: number): ReadModel => ({
  id: order.id,
  number: order.number,
  customer_id: order.customerId,
  status: order.status,
  reason: 'reason' in order ? order.reason : null,
  placed_at: order.placedAt.toISOString(),
  totals: order.totals,
  version,
  lines: order.lines.map(({ id, sku, title, quantity, unitPrice }, place) => {
    return { id, place, sku, title, quantity, unit_amount: unitPrice.amount, currency: unitPrice.currency };
  }),
});

/** Locks the rows as every writer does, so that none changes an order between its reading and its writing. */
const LOCK = 'select id from order_summary where id = any($1::uuid[]) order by id for no key update';
const STORED = `
  select id, number, customer_id, status, reason, placed_at, totals, version, coalesce(
    (select jsonb_agg(jsonb_build_object('id', line.id, 'place', place, 'sku', sku, 'title', title, 'quantity', quantity,
       'unit_amount', unit_amount, 'currency', currency) order by place)
     from order_line line where order_id = order_summary.id), '[]') as lines
  from order_summary where id = any($1::uuid[])`;
const SUMMARIES = `
  insert into order_summary (id, number, customer_id, status, reason, placed_at, totals, version)
  select id, number, customer_id, status, reason, placed_at, totals, version
  from jsonb_to_recordset($1::jsonb) as row (id uuid, number text, customer_id uuid, status text, reason text,
    placed_at timestamptz, totals jsonb, version integer)
  on conflict (id) do update set number = excluded.number, customer_id = excluded.customer_id, status = excluded.status,
    reason = excluded.reason, placed_at = excluded.placed_at, totals = excluded.totals, version = excluded.version`;
const CLEAR_LINES = 'delete from order_line where order_id = any($1::uuid[])';
const LINES = `
  insert into order_line (id, order_id, place, sku, title, quantity, unit_amount, currency)
  select id, order_id, place, sku, title, quantity, unit_amount, currency
  from jsonb_to_recordset($1::jsonb) as row (id uuid, order_id uuid, place integer, sku text, title text,
    quantity integer, unit_amount integer, currency text)`;
const STREAMS = `
  select stream_id as id from order_event where version = 1 and stream_id > $1::uuid order by stream_id limit ${BATCH}`;

const storedModels = async (sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, ReadModel>> => {
  const rows = await sql<Omit<ReadModel, 'placed_at'> & { placed_at: Date }>(STORED, [ids]);
  return new Map(rows.map((row) => [row.id, { ...row, placed_at: row.placed_at.toISOString() }]));
};

const rebuiltModels = async (sql: Sql, ids: readonly string[]): Promise<readonly ReadModel[]> => {
  const streams = Map.groupBy(await readEvents(sql, ids), ({ orderId }) => orderId);
  return [...streams.values()].flatMap((facts) => {
    const order = fold(facts.map(({ event }) => event));
    return exists(order) ? [readModelOf(order, facts.length)] : [];
  });
};

const compare = (stored: ReadModel | undefined, rebuilt: ReadModel): Difference[] => {
  if (!stored) return [{ orderId: rebuilt.id, field: 'row', stored: null, rebuilt: rebuilt.number }];
  const fields = Object.keys(rebuilt) as (keyof ReadModel)[];
  return fields
    .filter((field) => !isDeepStrictEqual(stored[field], rebuilt[field]))
    .map((field) => ({ orderId: rebuilt.id, field, stored: stored[field], rebuilt: rebuilt[field] }));
};

const write = async (sql: Sql, models: readonly ReadModel[]): Promise<void> => {
  if (models.length === 0) return;
  await sql(SUMMARIES, [JSON.stringify(models)]);
  await sql(CLEAR_LINES, [models.map(({ id }) => id)]);
  const lines = models.flatMap(({ id, lines: own }) => own.map((line) => ({ ...(line as object), order_id: id })));
  await sql(LINES, [JSON.stringify(lines)]);
};

interface Rebuild {
  readonly inTransaction: <Result>(work: (sql: Sql) => Promise<Result>) => Promise<Result>;
  /** Told of each difference as it is found. */
  readonly onDifference: (difference: Difference) => void;
  /** Only compares. */
  readonly isCheck: boolean;
}

const batch = async (sql: Sql, after: string, { onDifference, isCheck }: Rebuild) => {
  const ids = (await sql<{ id: string }>(STREAMS, [after])).map(({ id }) => id);
  await sql(LOCK, [ids]);
  const stored = await storedModels(sql, ids);
  const wrong = (await rebuiltModels(sql, ids)).filter((model) => {
    const differences = compare(stored.get(model.id), model);
    differences.forEach(onDifference);
    return differences.length > 0;
  });
  if (!isCheck) await write(sql, wrong);
  return { last: ids.at(-1), orders: ids.length, wrong: wrong.length };
};

/**
 * Puts the read model of all orders right by their events, in place and a batch at a time, while orders go on: only what
 * differs is written, under the lock of its writers. Resolves to how many orders were read, and how many were wrong.
 */
export const rebuildReadModel = async (options: Rebuild): Promise<{ orders: number; wrong: number }> => {
  const sum = { orders: 0, wrong: 0 };
  for (let after: string | undefined = FIRST; after !== undefined; ) {
    const from: string = after;
    const done = await options.inTransaction((sql) => batch(sql, from, options));
    sum.orders += done.orders;
    sum.wrong += done.wrong;
    after = done.last;
  }
  return sum;
};
