import { nextAttempt } from '../domain/retry.ts';
import { MailNotAccepted } from './errors.ts';
import type { Clock, EmailQueue, QueuedEmail, SendMail } from './ports.ts';

export type SendEmail = (emails: EmailQueue, notificationId: string) => Promise<void>;

/**
 * Sends an e-mail that is due, or notes why not and when to try again.
 *
 * The caller's transaction holds no lock but that of the deadline while the mail server is asked (10 s at most). A
 * crash after the server took the mail and before the commit brings the deadline back: the same mail goes out again
 * under the same Message-ID, which mailboxes and people can recognize. At least once, never lost.
 */
export const makeSendEmail = ({ sendMail, now }: { readonly sendMail: SendMail; readonly now: Clock }): SendEmail => {
  const noteFailure = async (emails: EmailQueue, mail: QueuedEmail, error: string): Promise<void> => {
    const { notificationId, attempts } = mail;
    const again = nextAttempt(attempts + 1, now());
    await emails.recordFailure({ notificationId, error, isFinal: again === undefined });
    if (again) await emails.schedule([notificationId], again);
  };
  return async (emails, notificationId) => {
    const mail = await emails.find(notificationId);
    if (!mail) return;
    try {
      await sendMail(mail);
    } catch (err) {
      if (!(err instanceof MailNotAccepted)) throw err;
      return noteFailure(emails, mail, err.message);
    }
    await emails.markSent(notificationId, now());
  };
};
