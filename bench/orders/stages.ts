import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** When the facts of an order were recorded, in milliseconds since 1970. */
interface Recorded {
  readonly id: string;
  readonly placed: number;
  readonly reserved: number;
  readonly confirmed: number;
}

const STAGES = `
  select stream_id as id,
    extract(epoch from max(recorded_at) filter (where type = 'OrderPlaced')) * 1000 as placed,
    extract(epoch from max(recorded_at) filter (where type = 'StockReserved')) * 1000 as reserved,
    extract(epoch from max(recorded_at) filter (where type = 'OrderConfirmed')) * 1000 as confirmed
  from order_event where stream_id = any($1::uuid[]) group by stream_id`;

/** Waits until every order is confirmed, and tells when each got how far. Throws when time is up. */
export const waitForConfirmation = async (
  databaseUrl: string,
  ids: readonly string[],
  withinMs: number,
): Promise<ReadonlyMap<string, Recorded>> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const endAt = Date.now() + withinMs;
    for (;;) {
      const { rows } = await client.query<Record<string, string | null>>(
        `select count(*) as open from order_summary where id = any($1::uuid[]) and status in ('PENDING', 'RESERVED', 'AUTHORIZED')`,
        [ids],
      );
      if (Number(rows[0]?.['open']) === 0) break;
      if (Date.now() > endAt) throw new Error(`${rows[0]?.['open']} orders are not confirmed in time`);
      await pause(100);
    }
    const { rows } = await client.query<{ id: string; placed: string; reserved: string; confirmed: string }>(STAGES, [
      ids,
    ]);
    return new Map(
      rows.map(({ id, placed, reserved, confirmed }) => [
        id,
        { id, placed: Number(placed), reserved: Number(reserved), confirmed: Number(confirmed) },
      ]),
    );
  } finally {
    await client.end();
  }
};
