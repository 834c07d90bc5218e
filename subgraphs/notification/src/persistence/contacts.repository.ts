import type { Sql } from '@cardstock/messaging';
import type { Contacts } from '../application/ports.ts';

const PUT = `
  insert into contact (user_id, email, display_name) values ($1, $2, $3)
  on conflict (user_id) do update set email = excluded.email, display_name = excluded.display_name`;

const PUT_IF_UNKNOWN = `
  insert into contact (user_id, email, display_name)
  select "userId", email, "displayName" from jsonb_to_recordset($1::jsonb)
    as row ("userId" uuid, email text, "displayName" text) order by "userId"
  on conflict (user_id) do nothing`;

/** Contacts inside a transaction. */
export const contactsIn = (sql: Sql): Contacts => ({
  put: async ({ userId, email, displayName }) => {
    await sql(PUT, [userId, email, displayName]);
  },
  putIfUnknown: async (contacts) => {
    if (contacts.length > 0) await sql(PUT_IF_UNKNOWN, [JSON.stringify(contacts)]);
  },
});
