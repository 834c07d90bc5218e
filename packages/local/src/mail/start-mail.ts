import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { mustBeFree } from '../ports.ts';
import { Mailbox } from './mailbox.ts';
import { startReceiver } from './receive.ts';
import { addView } from './view.ts';

export interface MailOptions {
  smtpPort: number;
  httpPort: number;
  dataFolder: string;
  log: (line: string) => void;
}

export interface MailSandbox {
  smtpUrl: string;
  smtpPort: number;
  httpUrl: string;
  httpPort: number;
  stop(): Promise<void>;
}

/** Starts a mail server that keeps every mail instead of sending it on, and a web page to read them. */
export const startMail = async ({ smtpPort, httpPort, dataFolder, log }: MailOptions): Promise<MailSandbox> => {
  await mustBeFree(smtpPort, 'The mail sandbox');
  await mustBeFree(httpPort, 'The page of the mail sandbox');
  const mailbox = new Mailbox(dataFolder);
  const server = fastify({ forceCloseConnections: true });
  addView(server, mailbox);
  await server.listen({ host: '127.0.0.1', port: httpPort });
  const receiver = await startReceiver(mailbox, smtpPort, log).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const stop = async () => {
    await Promise.all([receiver.stop(), server.close()]);
    mailbox.close();
  };
  const { port } = server.server.address() as AddressInfo;
  const [smtpUrl, httpUrl] = [`smtp://127.0.0.1:${receiver.port}`, `http://127.0.0.1:${port}`];
  return { smtpUrl, smtpPort: receiver.port, httpUrl, httpPort: port, stop };
};
