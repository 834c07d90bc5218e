import { type Sql, setDeadlines } from '@cardstock/messaging';
import type { EmailQueue, QueuedEmail } from '../application/ports.ts';

/** The deadline whose handler sends an e-mail. */
export const SEND_EMAIL = 'send-email';

const FIND = `
  select notification.id as "notificationId", contact.email as "to", contact.display_name as "displayName",
         notification.subject, notification.body, notification.attempts
  from notification join contact using (user_id)
  where notification.id = $1 and channel = 'EMAIL' and status = 'QUEUED'`;

/** E-mails that wait to be sent, inside a transaction. */
export const emailQueueIn = (sql: Sql): EmailQueue => ({
  schedule: (notificationIds, dueAt) =>
    setDeadlines(
      sql,
      notificationIds.map((id) => ({ id, name: SEND_EMAIL, subject: id, dueAt, data: {} })),
    ),
  find: async (notificationId) => (await sql<QueuedEmail>(FIND, [notificationId]))[0],
  markSent: async (notificationId, at) => {
    await sql(
      `update notification set status = 'SENT', sent_at = $2, attempts = attempts + 1, last_error = null where id = $1`,
      [notificationId, at],
    );
  },
  recordFailure: async ({ notificationId, error, isFinal }) => {
    await sql('update notification set status = $2, attempts = attempts + 1, last_error = $3 where id = $1', [
      notificationId,
      isFinal ? 'FAILED' : 'QUEUED',
      error,
    ]);
  },
});
