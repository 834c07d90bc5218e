import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Desk } from '../points/desk.ts';
import type { Wire } from './tcp-proxy.ts';

/** What a request asks of the payment provider: the step it belongs to. */
export const operationOf = (method: string, path: string): string | undefined => {
  if (method !== 'POST') return undefined;
  if (path === '/v1/payment_intents') return 'authorize';
  if (path === '/v1/refunds') return 'refund';
  const [, action] = /^\/v1\/payment_intents\/[^/]+\/(capture|cancel)$/.exec(path) ?? [];
  return action === 'cancel' ? 'void' : action;
};

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const passOn = async (target: URL, asked: IncomingMessage): Promise<Reply> => {
  const body = await bodyOf(asked);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = { host: target.hostname, port: target.port, method: asked.method, path: asked.url };
  const sent = request({ ...options, headers: { ...asked.headers, connection: 'close' } }, resolve).on('error', reject);
  asked.socket.once('close', () => sent.destroy());
  sent.end(body);
  const answer = await promise;
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bodyOf(answer) };
};

const handle = async (target: URL, desk: Desk, asked: IncomingMessage, reply: ServerResponse): Promise<void> => {
  const { status, headers, body } = await passOn(target, asked);
  const operation = operationOf(asked.method ?? '', asked.url?.split('?')[0] ?? '');
  const point = 'after the provider accepted, before its answer is stored';
  if (status < 300 && operation !== undefined && desk.take(point, [operation])) {
    desk.strike();
    asked.socket.destroy();
    return;
  }
  reply.writeHead(status, { ...headers, connection: 'close' }).end(body);
};

/** A wire to the payment provider on which a process is killed once the provider has done what it was asked. */
export const startPaymentProxy = async (url: string, desk: Desk): Promise<Wire> => {
  const target = new URL(url);
  const server = createServer((asked, reply) => {
    // The sandbox was killed, or hangs up on purpose: the client sees the same.
    handle(target, desk, asked, reply).catch(() => asked.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy got no port');
  return {
    port: address.port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};
