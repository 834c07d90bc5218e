import { randomUUID } from 'node:crypto';
import { maxHeaderSize } from 'node:http';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import { Histogram, type Registry } from 'prom-client';
import type { Logger } from '../log.ts';
import { errorBody, makeAnswerClientError, PLAIN_HEADERS } from './client-error.ts';
import { readAway } from './read-away.ts';
import { codeOfStatus } from './refused-request.ts';

export type HttpServer = FastifyInstance;

/** The parts a process needs, each with whether it answers. */
export type Readiness = Readonly<Record<string, boolean>>;

interface HttpOptions {
  readonly log: Logger;
  readonly metrics: Registry;
  readonly checkReadiness: () => Promise<Readiness>;
  /** Parts that are reported but do not make the process unready. */
  readonly optionalParts?: () => readonly string[];
  readonly bodyLimitBytes?: number;
}

const MAX_BODY_BYTES = 1_048_576;
const REQUEST_WITHIN_MS = 30_000;
const PAYLOAD_TOO_LARGE = 413;
const REQUEST_ID = /^[\w-]{8,64}$/;

const measure = (http: HttpServer, metrics: Registry): void => {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer an HTTP request.',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [metrics],
  });
  http.addHook('onResponse', async (request, reply) => {
    duration.observe({ route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000);
  });
};

const addHealth = (http: HttpServer, { checkReadiness, optionalParts = () => [], metrics }: HttpOptions): void => {
  http.get('/health/live', async () => ({ status: 'live', pid: process.pid }));
  http.get('/health/ready', async (_request, reply) => {
    const parts = await checkReadiness();
    const optional = optionalParts();
    const isReady = Object.entries(parts).every(([part, ok]) => ok || optional.includes(part));
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', parts });
  });
  http.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
};

/** An HTTP server with health checks, metrics, request ids and errors that tell a client nothing of our insides. */
export const makeHttp = (options: HttpOptions): HttpServer => {
  const { log, metrics, bodyLimitBytes = MAX_BODY_BYTES } = options;
  const http: HttpServer = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    // A client that stalls in the middle of its request does not hold a connection for ever.
    requestTimeout: REQUEST_WITHIN_MS,
    forceCloseConnections: 'idle',
    frameworkErrors: (err, request, reply) => {
      // A URL that is none, or far too long: there is no route whose types could say what is answered.
      const answer = reply as unknown as FastifyReply;
      void answer
        .code(400)
        .headers(PLAIN_HEADERS)
        .send(errorBody('BAD_REQUEST', err.message, request.id));
    },
    clientErrorHandler: makeAnswerClientError(log),
    // As long as a URL may be: what is too long to be an id is not found.
    routerOptions: { maxParamLength: maxHeaderSize },
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  http.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  http.addHook('onSend', async (request, reply) => {
    if (reply.statusCode === PAYLOAD_TOO_LARGE) await readAway(request.raw);
  });
  http.setErrorHandler((err: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = err.statusCode ?? 500;
    if (status >= 500) request.log.error({ err }, 'a request failed');
    const [code, message] =
      status >= 500 ? ['INTERNAL', 'Something went wrong on our side.'] : [codeOfStatus(status), err.message];
    return reply.code(status).send(errorBody(code, message, request.id));
  });
  http.setNotFoundHandler((request, reply) =>
    reply.code(404).send(errorBody('NOT_FOUND', `There is nothing at ${request.method} here.`, request.id)),
  );
  measure(http, metrics);
  addHealth(http, options);
  return http;
};
