import { type Envelope, receiversOf } from '@cardstock/contracts';
import type { Sql, Statement } from './sql.ts';

const APPEND = `
  insert into outbox_message (id, type, envelope)
  select (item->>'id')::uuid, item->>'type', item from jsonb_array_elements($1::jsonb) with ordinality as list(item, place)
  order by place
  on conflict (id) where published_at is null do nothing`;

/** The statement that writes messages into the outbox, if any of them is wanted by anybody: see `appendToOutbox`. */
export const outboxStatement = (envelopes: readonly Envelope[]): readonly Statement[] => {
  const wanted = envelopes.filter((envelope) => receiversOf(envelope).length > 0);
  return wanted.length === 0 ? [] : [{ text: APPEND, values: [JSON.stringify(wanted)] }];
};

/**
 * Writes messages into the outbox, inside the caller's transaction: they are sent if, and only if, it commits.
 * A message whose id is already waiting to be sent is left alone; one that nobody takes is not written.
 */
export const appendToOutbox = async (sql: Sql, envelopes: readonly Envelope[]): Promise<void> => {
  for (const { text, values } of outboxStatement(envelopes)) await sql(text, values);
};
