import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Books } from './books.ts';
import type { Fault, Faults } from './faults.ts';
import { type FormObject, parseForm } from './form.ts';
import { newStripeId } from './objects.ts';
import { ROUTES, type Route } from './operations/index.ts';
import type { Call } from './operations/operation.ts';
import { type Answer, perform } from './perform.ts';
import { errorReply, StripeError } from './stripe-error.ts';
import type { Webhooks } from './webhooks.ts';

export interface Api {
  books: Books;
  faults: Faults;
  webhooks: Webhooks | undefined;
  secretKey: string;
  log: (line: string) => void;
  stopped: AbortSignal;
}

const OUTAGE = new StripeError(500, { type: 'api_error', message: 'The sandbox was asked to fail here.' });
const LATE_WEBHOOK_MS = 5_000;
const HANG_MS = 120_000;

const header = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const authenticate = (secretKey: string) => async (request: FastifyRequest) => {
  const [, key] = /^Bearer (.+)$/i.exec(header(request, 'authorization') ?? '') ?? [];
  if (key === secretKey) return;
  const message =
    key === undefined
      ? "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
      : `Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`;
  throw new StripeError(401, { type: 'invalid_request_error', message });
};

interface Parsed {
  id: string;
  path: string;
  body: string;
  form: FormObject;
}

const parse = (request: FastifyRequest): Parsed => {
  const [path = '', query = ''] = request.url.split('?');
  const body = typeof request.body === 'string' ? request.body : '';
  const { id = '' } = request.params as { id?: string };
  return { id, path, body, form: parseForm(request.method === 'GET' ? query : body) };
};

const strike = ({ books, faults }: Api, request: FastifyRequest, { id, path, form }: Parsed): Fault[] => {
  const { payment_method } = form;
  const paymentMethod = typeof payment_method === 'string' ? payment_method : books.intents.get(id)?.payment_method;
  return faults.strike({ path, method: request.method, paymentMethod: paymentMethod ?? undefined });
};

const sendWebhooks = ({ webhooks }: Api, { events }: Answer, struck: Fault[]): void => {
  const late = struck.find(({ action }) => action === 'lateWebhook');
  const copies = struck.some(({ action }) => action === 'duplicateWebhook') ? 2 : 1;
  const delayMs = late === undefined ? 0 : (late.delayMs ?? LATE_WEBHOOK_MS);
  if (struck.some(({ action }) => action === 'lostWebhook')) return;
  for (const event of events) webhooks?.send(event, { copies, delayMs });
};

const send = (reply: FastifyReply, { status, body, requestId, originalRequest }: Answer, key: string | undefined) => {
  if (key !== undefined) reply.header('idempotency-key', key);
  if (originalRequest !== undefined)
    reply.header('idempotent-replayed', 'true').header('original-request', originalRequest);
  return reply.code(status).header('request-id', requestId).send(body);
};

// The client gets no answer although the money moved: it has to ask again with the same key.
const hang = (request: FastifyRequest, reply: FastifyReply, delayMs = HANG_MS): void => {
  reply.hijack();
  const timer = setTimeout(() => request.raw.socket.destroy(), delayMs);
  request.raw.socket.once('close', () => clearTimeout(timer));
};

type FaultOf = (action: Fault['action']) => Fault | undefined;

const callOf = ({ books }: Api, { headers }: FastifyRequest, { id, form }: Parsed, fault: FaultOf): Call => ({
  ...{ id, form, books, now: new Date() },
  origin: `http://${headers.host ?? 'localhost'}`,
  mustDecline: fault('decline') !== undefined,
  isSearchStale: fault('staleSearch') !== undefined,
});

const handle =
  (api: Api, { operation }: Route) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const parsed = parse(request);
    const struck = strike(api, request, parsed);
    const fault: FaultOf = (action) => struck.find((candidate) => candidate.action === action);
    const wait = fault('delay');
    if (wait !== undefined) await delay(wait.delayMs ?? 0, undefined, { signal: api.stopped });
    if (fault('fail500') !== undefined) throw OUTAGE;
    const key = request.method === 'POST' ? header(request, 'idempotency-key') : undefined;
    const call = callOf(api, request, parsed, fault);
    const apiVersion = header(request, 'stripe-version') ?? null;
    const failure = fault('charged500') ? 'after' : fault('stored500') ? 'instead' : undefined;
    const sendsWebhooks = api.webhooks !== undefined;
    const answer = perform({ ...parsed, operation, call, key, apiVersion, sendsWebhooks, failure });
    sendWebhooks(api, answer, struck);
    const silence = fault('timeoutAfterCharge');
    return silence === undefined ? send(reply, answer, key) : hang(request, reply, silence.delayMs);
  };

const answerError = (log: Api['log']) => (error: unknown, _request: FastifyRequest, reply: FastifyReply) => {
  reply.header('request-id', newStripeId('req'));
  if (error instanceof StripeError) {
    if (error === OUTAGE) reply.header('stripe-should-retry', 'true');
    return reply.code(error.status).send(errorReply(error.body));
  }
  log(`payment sandbox: ${error instanceof Error ? error.stack : String(error)}`);
  return reply.code(500).send(errorReply({ type: 'api_error', message: 'The sandbox itself failed: see its log.' }));
};

/** Stripe's own paths, under /v1. */
export const addApi = async (server: FastifyInstance, api: Api): Promise<void> => {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.setErrorHandler(answerError(api.log));
  server.addHook('onRequest', authenticate(api.secretKey));
  for (const route of ROUTES) server.route({ method: route.method, url: route.url, handler: handle(api, route) });
};
