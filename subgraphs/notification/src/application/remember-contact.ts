import type { Contact } from '../domain/notification.ts';
import type { Transaction } from './ports.ts';

export type RememberContact = (contact: Contact, messageId: string) => Promise<void>;

/** Keeps where a user can be reached, as auth tells it. */
export const makeRememberContact =
  (transact: Transaction): RememberContact =>
  (contact, messageId) =>
    transact(async ({ claim, contacts }) => {
      if (await claim(messageId)) await contacts.put(contact);
    });
