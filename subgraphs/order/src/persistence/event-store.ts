import type { Sql } from '@cardstock/messaging';
import type { Actor, RecordedEvent } from '../application/reading/views.ts';
import type { OrderEvent } from '../domain/order/events.ts';

interface EventRow {
  readonly stream_id: string;
  readonly version: number;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: { readonly actor: Actor };
  readonly recorded_at: Date;
}

const toRecorded = (row: EventRow): RecordedEvent => ({
  orderId: row.stream_id,
  version: row.version,
  actor: row.metadata.actor,
  event: { type: row.type, at: row.recorded_at, data: row.data } as OrderEvent,
});

/** The events of some streams, each stream in order. */
export const readEvents = async (sql: Sql, orderIds: readonly string[]): Promise<RecordedEvent[]> => {
  const rows = await sql<EventRow>(
    `select stream_id, version, type, data, metadata, recorded_at from order_event
     where stream_id = any($1::uuid[]) order by stream_id, version`,
    [orderIds],
  );
  return rows.map(toRecorded);
};

/** The events of one stream after a version, in order. */
export const readEventsAfter = async (sql: Sql, orderId: string, version: number): Promise<OrderEvent[]> => {
  const rows = await sql<EventRow>(
    `select stream_id, version, type, data, metadata, recorded_at from order_event
     where stream_id = $1 and version > $2 order by version`,
    [orderId, version],
  );
  return rows.map((row) => toRecorded(row).event);
};
