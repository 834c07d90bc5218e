import type { EntityManager } from '@cardstock/service';
import type { Contacts } from '../application/ports.ts';
import type { Contact } from '../domain/notification.ts';
import { ContactRow } from './contact.row.ts';

const rowOf = ({ userId, email, displayName }: Contact) => ({ userId, email, displayName, lastPosition: 0 });

/** Contacts inside a transaction. */
export const contactsIn = (em: EntityManager): Contacts => ({
  put: async (contact) => {
    await em.upsert(ContactRow, rowOf(contact), { onConflictMergeFields: ['email', 'displayName'] });
  },
  putIfUnknown: async (contacts) => {
    if (contacts.length > 0) await em.upsertMany(ContactRow, contacts.map(rowOf), { onConflictAction: 'ignore' });
  },
});
