import { createTransport } from 'nodemailer';
import { MailNotAccepted } from '../application/errors.ts';
import type { QueuedEmail, SendMail } from '../application/ports.ts';
import { toHtml } from '../domain/text.ts';

// Together under 10 s: a deadline's transaction is open meanwhile.
const TIMEOUTS = { dnsTimeout: 2_000, connectionTimeout: 3_000, greetingTimeout: 2_000, socketTimeout: 3_000 };
const LONGEST_ERROR = 500;
const CONNECTIONS = 4;

interface SmtpOptions {
  readonly url: string;
  readonly from: string;
}

/** Nodemailer marks what the network or the server did with a code; anything else is a defect of ours. */
const isRefusal = (err: unknown): err is Error & { code: string } =>
  err instanceof Error && typeof (err as { code?: unknown }).code === 'string';

const toMail = ({ notificationId, to, displayName, subject, body }: QueuedEmail, from: string) => ({
  from,
  to: { name: displayName, address: to },
  subject,
  text: body,
  html: toHtml(body),
  messageId: `<${notificationId}@notification.cardstock>`,
  headers: { 'Auto-Submitted': 'auto-generated' },
});

export interface Smtp {
  readonly send: SendMail;
  close(): void;
}

/** Sends e-mails through an SMTP server, over connections that stay open from one mail to the next. */
export const makeSmtp = ({ url, from }: SmtpOptions): Smtp => {
  const transport = createTransport({ url, pool: true, maxConnections: CONNECTIONS, ...TIMEOUTS });
  const send: SendMail = async (mail) => {
    try {
      await transport.sendMail(toMail(mail, from));
    } catch (cause) {
      if (!isRefusal(cause)) throw cause;
      throw new MailNotAccepted(`${cause.code}: ${cause.message}`.slice(0, LONGEST_ERROR), { cause });
    }
  };
  return { send, close: () => transport.close() };
};
