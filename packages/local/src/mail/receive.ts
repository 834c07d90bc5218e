import PostalMime, { type Address, type Attachment } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Mail, Mailbox } from './mailbox.ts';

const MAX_SIZE = 5 * 1024 * 1024;
const CLOSE_LIMIT_MS = 500;

class Rejected extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

// Bytes beyond the limit are read, because the sender goes on sending, and thrown away.
const readAll = async (stream: SMTPServerDataStream): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_SIZE) chunks.push(chunk);
  }
  if (stream.sizeExceeded || size > MAX_SIZE) throw new Rejected(552, `A mail may have ${MAX_SIZE} bytes at most.`);
  return Buffer.concat(chunks);
};

const sizeOf = ({ content }: Attachment) => (typeof content === 'string' ? content.length : content.byteLength);

const written = (address: Address | undefined): string => {
  if (address?.address === undefined) return address?.name ?? '';
  return address.name === '' ? address.address : `${address.name} <${address.address}>`;
};

const toMail = async ({ envelope }: SMTPServerSession, raw: Buffer): Promise<Omit<Mail, 'id'>> => {
  const email = await PostalMime.parse(raw).catch((error: unknown) => {
    throw new Rejected(554, `This is not a mail: ${String(error)}`);
  });
  return {
    receivedAt: new Date().toISOString(),
    from: written(email.from) || (envelope.mailFrom === false ? '' : envelope.mailFrom.address),
    to: envelope.rcptTo.map(({ address }) => address),
    subject: email.subject ?? '',
    text: email.text ?? '',
    html: email.html ?? null,
    messageId: email.messageId ?? null,
    attachments: email.attachments.map((file) => ({
      filename: file.filename,
      mimeType: file.mimeType,
      size: sizeOf(file),
    })),
  };
};

const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession, mailbox: Mailbox): Promise<void> => {
  mailbox.add(await toMail(session, await readAll(stream)));
};

const makeServer = (mailbox: Mailbox): SMTPServer =>
  new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? 'anyone' }),
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MAX_SIZE,
    closeTimeout: CLOSE_LIMIT_MS,
    onData: (stream, session, callback) => {
      receive(stream, session, mailbox).then(() => callback(), callback);
    },
  });

export interface Receiver {
  port: number;
  stop(): Promise<void>;
}

/** Listens for SMTP and keeps whatever comes in, for whomever it is; a mail is acknowledged when it is written down. */
export const startReceiver = async (mailbox: Mailbox, port: number, log: (line: string) => void): Promise<Receiver> => {
  const smtp = makeServer(mailbox);
  const listener = await new Promise<ReturnType<SMTPServer['listen']>>((resolve, reject) => {
    smtp.once('error', reject);
    const server = smtp.listen(port, '127.0.0.1', () => resolve(server));
  });
  smtp.removeAllListeners('error');
  smtp.on('error', (error) => log(`mail sandbox: ${error.message}`)); // a sender that hangs up is not our defect
  const address = listener.address();
  const stop = () => new Promise<void>((resolve) => smtp.close(() => resolve()));
  return { port: typeof address === 'object' && address !== null ? address.port : port, stop };
};
