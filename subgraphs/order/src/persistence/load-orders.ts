import type { Sql } from '@cardstock/messaging';
import type { StoredOrder } from '../application/ports.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import { fold } from '../domain/order/evolve.ts';
import type { Order } from '../domain/order/order.ts';
import { readEventsAfter } from './event-store.ts';
import { type StoredSteps, toSteps } from './saga-steps.ts';
import { readSnapshots, SNAPSHOT_EVERY } from './snapshot.repository.ts';

interface LoadedRow {
  readonly id: string;
  readonly version: number;
  readonly isUndoing: boolean;
  readonly steps: StoredSteps;
  /** Null where there are so many that a snapshot is kept. */
  readonly events: readonly { readonly type: string; readonly at: string; readonly data: unknown }[] | null;
}

// Both rows are locked, so that both are read anew where another writer was waited for. The events are not: see `stateOf`.
const load = (whenBusy: '' | 'skip locked'): string => `
  select summary.id, summary.version, saga.is_undoing as "isUndoing", saga.steps,
    case when summary.version < ${SNAPSHOT_EVERY} then (
      select jsonb_agg(jsonb_build_object('type', type, 'at', recorded_at, 'data', data) order by version)
      from order_event where stream_id = summary.id) end as events
  from order_summary summary join saga on saga.order_id = summary.id
  where summary.id = any($1::uuid[]) order by summary.id
  for no key update of summary, saga ${whenBusy}`;
const LOAD = load('');
const LOAD_UNLESS_BUSY = load('skip locked');

const stateFromStore = async (sql: Sql, { id, version }: LoadedRow): Promise<Order> => {
  const snapshot = version < SNAPSHOT_EVERY ? undefined : (await readSnapshots(sql, [id])).get(id);
  return fold(await readEventsAfter(sql, id, snapshot?.version ?? 0), snapshot?.order);
};

/** A writer that was waited for may have added events after this statement began: the version of the row tells. */
const stateOf = async (sql: Sql, row: LoadedRow): Promise<Order> =>
  row.events?.length === row.version
    ? fold(row.events.map(({ at, ...event }) => ({ ...event, at: new Date(at) }) as OrderEvent))
    : stateFromStore(sql, row);

/** Locks orders, in the order of their ids, and reads them with their sagas. Those that are not there are left out. */
export const loadOrders = async (
  sql: Sql,
  orderIds: readonly string[],
  whenBusy: 'wait' | 'skip' = 'wait',
): Promise<StoredOrder[]> => {
  const rows = await sql<LoadedRow>(whenBusy === 'wait' ? LOAD : LOAD_UNLESS_BUSY, [orderIds]);
  const loaded: StoredOrder[] = [];
  for (const row of rows) {
    const order = await stateOf(sql, row);
    const { id, version, isUndoing, steps } = row;
    loaded.push({ id, order, version, saga: { isUndoing, steps: toSteps(steps) } });
  }
  return loaded;
};
