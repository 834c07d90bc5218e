import type { DeadlineHandler } from '@cardstock/messaging';
import type { EmailQueue } from '../application/ports.ts';
import type { SendEmail } from '../application/send-email.ts';

/** Sends the e-mail that a deadline is for, in the transaction that forgets the deadline. */
export const onEmailDue =
  (sendEmail: SendEmail, emailQueueIn: (sql: Parameters<DeadlineHandler>[0]) => EmailQueue): DeadlineHandler =>
  (sql, { subject }) =>
    sendEmail(emailQueueIn(sql), subject);
