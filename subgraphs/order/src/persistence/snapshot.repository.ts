import type { Sql, Write } from '@cardstock/messaging';
import { exists } from '../domain/order/evolve.ts';
import type { ExistingOrder, Order } from '../domain/order/order.ts';

/** A snapshot is written whenever a stream passes a multiple of so many events. */
export const SNAPSHOT_EVERY = 50;

/** Raised whenever the shape of an order changes: what was stored in another is of no use. */
const SCHEMA_VERSION = 1;

export interface Snapshot {
  readonly id: string;
  readonly version: number;
  readonly order: Order;
}

interface SnapshotRow {
  readonly id: string;
  readonly version: number;
  readonly state: Omit<ExistingOrder, 'placedAt'> & { readonly placedAt: string };
}

/** The only moment in the state of an order that is not a text. */
const revive = ({ state }: SnapshotRow): Order => ({ ...state, placedAt: new Date(state.placedAt) }) as ExistingOrder;

/** Whether a stream that grew from one version to another deserves a new snapshot. */
export const isSnapshotDue = (from: number, to: number): boolean =>
  Math.floor(to / SNAPSHOT_EVERY) > Math.floor(from / SNAPSHOT_EVERY);

/** The snapshots of some orders; those of another shape, and those there are not, are left out. A cache, never the truth. */
export const readSnapshots = async (sql: Sql, orderIds: readonly string[]): Promise<ReadonlyMap<string, Snapshot>> => {
  const rows = await sql<SnapshotRow>(
    `select stream_id as id, version, state from order_snapshot
     where stream_id = any($1::uuid[]) and schema_version = $2`,
    [orderIds, SCHEMA_VERSION],
  );
  return new Map(rows.map((row) => [row.id, { id: row.id, version: row.version, order: revive(row) }]));
};

/** Keeps the newest snapshot of each order, in the transaction that made it. */
export const saveSnapshots = (write: Write, snapshots: readonly Snapshot[]): unknown => {
  const rows = snapshots.filter(({ order }) => exists(order));
  if (rows.length === 0) return undefined;
  return write(
    `insert into order_snapshot (stream_id, version, schema_version, state)
     select id, version, $2, "order" from jsonb_to_recordset($1::jsonb) as row (id uuid, version integer, "order" jsonb)
     on conflict (stream_id) do update
       set version = excluded.version, schema_version = excluded.schema_version, state = excluded.state
     where order_snapshot.version < excluded.version or order_snapshot.schema_version <> excluded.schema_version`,
    [JSON.stringify(rows), SCHEMA_VERSION],
  );
};
