import type { TransactionScope } from '@cardstock/service';
import type { Contacts } from '../application/ports.ts';
import { ContactRow } from './contact.row.ts';

const PUT_IF_UNKNOWN = `
  insert into contact (user_id, email, display_name)
  select "userId", email, "displayName" from jsonb_to_recordset($1::jsonb)
    as row ("userId" uuid, email text, "displayName" text) order by "userId"
  on conflict (user_id) do nothing`;

/** Contacts inside a transaction. */
export const contactsIn = (scope: Pick<TransactionScope, 'em' | 'sql'>): Contacts => ({
  put: async ({ userId, email, displayName }) => {
    const row = { userId, email, displayName, lastPosition: 0 };
    await scope.em.upsert(ContactRow, row, { onConflictMergeFields: ['email', 'displayName'] });
  },
  putIfUnknown: async (contacts) => {
    if (contacts.length > 0) await scope.sql(PUT_IF_UNKNOWN, [JSON.stringify(contacts)]);
  },
});
