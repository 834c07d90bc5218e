import { type Envelope, receiversOf } from '@cardstock/contracts';
import type { Sql } from './sql.ts';

/**
 * Writes messages into the outbox, inside the caller's transaction: they are sent if, and only if, it commits.
 * A message whose id is already waiting to be sent is left alone; one that nobody takes is not written.
 */
export const appendToOutbox = async (sql: Sql, envelopes: readonly Envelope[]): Promise<void> => {
  const wanted = envelopes.filter((envelope) => receiversOf(envelope).length > 0);
  if (wanted.length === 0) return;
  await sql(
    `insert into outbox_message (id, type, envelope)
     select (item->>'id')::uuid, item->>'type', item from jsonb_array_elements($1::jsonb) with ordinality as list(item, place)
     order by place
     on conflict (id) where published_at is null do nothing`,
    [JSON.stringify(wanted)],
  );
};
