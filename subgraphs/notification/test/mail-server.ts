import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
}

/** A mail server that keeps what it is sent, and refuses it as long as `refusal` is set. */
export const startMailServer = async () => {
  const received: ReceivedMail[] = [];
  const mood: { refusal?: string | undefined } = {};
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (mood.refusal) return done(Object.assign(new Error(mood.refusal), { responseCode: 451 }));
        received.push({
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        return done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    mood,
    sentTo: (email: string) => received.filter(({ to }) => to.includes(email)),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
