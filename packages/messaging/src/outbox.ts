import { consumersOf, type Envelope } from '@cardstock/contracts';
import type { Sql } from './sql.ts';

/**
 * Writes messages into the outbox, inside the caller's transaction: they are sent if, and only if, it commits.
 * A message whose id is already waiting to be sent is left alone.
 */
export const appendToOutbox = async (sql: Sql, envelopes: readonly Envelope[]): Promise<void> => {
  if (envelopes.length === 0) return;
  for (const { type } of envelopes) consumersOf(type);
  await sql(
    `insert into outbox_message (id, type, envelope)
     select (item->>'id')::uuid, item->>'type', item from jsonb_array_elements($1::jsonb) with ordinality as list(item, place)
     order by place
     on conflict (id) where published_at is null do nothing`,
    [JSON.stringify(envelopes)],
  );
};
