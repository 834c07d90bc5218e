import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { mustBeFree } from '../ports.ts';
import { addApi } from './api.ts';
import { Books } from './books.ts';
import { addControl } from './control.ts';
import { Faults } from './faults.ts';
import { addHappenings } from './happenings.ts';
import { errorReply } from './stripe-error.ts';
import { startWebhooks } from './webhooks.ts';

export interface PaymentsOptions {
  port: number;
  dataFolder: string;
  /** The only key that is let in; Stripe's test keys start with sk_test_. */
  secretKey: string;
  webhookUrl?: string | undefined;
  webhookSecret?: string | undefined;
  /** How long after the reply a webhook is sent; at Stripe it is some hundred milliseconds. At once where not given. */
  webhookDelayMs?: number | undefined;
  log: (line: string) => void;
}

export interface Payments {
  url: string;
  port: number;
  stop(): Promise<void>;
}

const targetOf = ({ webhookUrl, webhookSecret }: PaymentsOptions) => {
  if (webhookUrl === undefined) return undefined;
  if (webhookSecret === undefined) throw new Error('Webhooks need a secret to sign them with (STRIPE_WEBHOOK_SECRET).');
  return { url: webhookUrl, secret: webhookSecret };
};

/** Starts a local server that speaks the part of Stripe's API that its SDK uses for card payments. */
export const startPayments = async (options: PaymentsOptions): Promise<Payments> => {
  const { dataFolder, port, secretKey, log } = options;
  const target = targetOf(options);
  if (!secretKey.startsWith('sk_test_')) throw new Error('The payment sandbox takes test keys only (sk_test_…).');
  await mustBeFree(port, 'The payment sandbox');
  const books = new Books(dataFolder);
  const faults = new Faults();
  const webhooks = target && startWebhooks({ ...target, delayMs: options.webhookDelayMs ?? 0 }, books, log);
  const stopping = new AbortController();
  const server = fastify({ forceCloseConnections: true });
  server.setNotFoundHandler((request, reply) => {
    const message = `Unrecognized request URL (${request.method}: ${request.url}).`;
    return reply.code(404).send(errorReply({ type: 'invalid_request_error', message }));
  });
  await server.register((scope) =>
    addApi(scope, { books, faults, webhooks, secretKey, log, stopped: stopping.signal }),
  );
  await server.register((scope) => addControl(scope, books, faults));
  await server.register((scope) => addHappenings(scope, { books, webhooks }));
  const stop = async () => {
    stopping.abort();
    await webhooks?.stop();
    await server.close();
    books.close();
  };
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await stop();
    throw error;
  }
  const { port: actualPort } = server.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${actualPort}`, port: actualPort, stop };
};
