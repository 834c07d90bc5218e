import type { Sql } from '@cardstock/messaging';
import type { Actor, RecordedEvent } from '../application/views.ts';
import type { OrderEvent } from '../domain/events.ts';

/** An event on its way into the store, with the change of status it makes, if any. */
export interface NewEvent {
  readonly event: OrderEvent;
  readonly previousStatus: string | null;
  readonly status: string | null;
}

interface Append {
  readonly orderId: string;
  /** The version that the stream has now: another writer in between makes this throw a unique violation. */
  readonly expectedVersion: number;
  readonly events: readonly NewEvent[];
  readonly metadata: { readonly actor: Actor; readonly correlationId: string };
}

interface EventRow {
  readonly stream_id: string;
  readonly version: number;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: { readonly actor: Actor };
  readonly recorded_at: Date;
}

/** Adds events to the end of a stream, in one statement. */
export const appendEvents = async (sql: Sql, { orderId, expectedVersion, events, metadata }: Append): Promise<void> => {
  const rows = events.map(({ event, previousStatus, status }, index) => ({
    version: expectedVersion + index + 1,
    type: event.type,
    data: event.data,
    previous_status: previousStatus,
    status,
    recorded_at: event.at,
  }));
  await sql(
    `insert into order_event (stream_id, version, type, data, metadata, previous_status, status, recorded_at)
     select $1, version, type, data, $3::jsonb, previous_status, status, recorded_at
     from jsonb_to_recordset($2::jsonb)
       as row (version integer, type text, data jsonb, previous_status text, status text, recorded_at timestamptz)
     order by version`,
    [orderId, JSON.stringify(rows), JSON.stringify(metadata)],
  );
};

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
