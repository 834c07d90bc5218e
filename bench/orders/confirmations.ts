import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const LOOK_EVERY_MS = 20;
const UNDER_WAY = ['PENDING', 'RESERVED', 'AUTHORIZED'];

/** Tells when an order is confirmed. */
export interface Confirmations {
  /** Resolves when the order is confirmed, or ended. */
  of(orderId: string): Promise<void>;
  close(): Promise<void>;
}

/** Looks for all orders that are waited for at once, so that waiting costs the platform next to nothing. */
export const watchConfirmations = async (databaseUrl: string): Promise<Confirmations> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const waiting = new Map<string, () => void>();
  let isOpen = true;
  const look = async (): Promise<void> => {
    const { rows } = await client.query<{ id: string }>(
      'select id from order_summary where id = any($1::uuid[]) and status <> all($2::text[])',
      [[...waiting.keys()], UNDER_WAY],
    );
    for (const { id } of rows) {
      waiting.get(id)?.();
      waiting.delete(id);
    }
  };
  const watch = async (): Promise<void> => {
    while (isOpen) {
      if (waiting.size > 0) await look();
      await pause(LOOK_EVERY_MS);
    }
  };
  const watching = watch();
  return {
    of: (orderId) => new Promise((resolve) => waiting.set(orderId, resolve)),
    close: async () => {
      isOpen = false;
      await watching;
      await client.end();
    },
  };
};
