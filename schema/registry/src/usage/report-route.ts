import type { HttpServer } from '@cardstock/service/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Caller } from '../application/access.ts';
import { notFound, RegistryError, type RegistryErrorCode } from '../application/errors.ts';
import type { Clock } from '../application/ports.ts';
import type { GraphRef } from '../domain/graph-ref.ts';
import { callerOf } from '../http/graphql-route.ts';
import type { UsageMetrics } from './metrics.ts';
import { type ReportLimits, readReport, type UsageReport } from './report.ts';

interface RouteOptions {
  readonly accessOf: (caller: Caller) => Access;
  /** False where the same report was saved before. */
  readonly save: (report: UsageReport) => Promise<boolean>;
  readonly hasVariant: (ref: GraphRef) => Promise<boolean>;
  readonly limits: ReportLimits & { readonly bodyBytes: number };
  readonly metrics: UsageMetrics;
  readonly now: Clock;
}

const PATH = '/api/ingress/traces';

/** Reporters send a report again after 5xx, and drop it after 4xx. */
const STATUS: Partial<Record<RegistryErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  BUSY: 503,
};

const refuse = (err: unknown, reply: FastifyReply): FastifyReply => {
  if (!(err instanceof RegistryError)) throw err;
  return reply.code(STATUS[err.code] ?? 400).send({ error: err.message, code: err.code });
};

const take = async (request: FastifyRequest, options: RouteOptions): Promise<void> => {
  const { accessOf, save, hasVariant, limits, metrics, now } = options;
  const access = accessOf(callerOf(request));
  // Before anything is inflated for somebody whom nobody knows.
  await access.viewer();
  const report = await readReport(request.body as Buffer, limits, now());
  await access.require('check', report.ref.graph);
  if (!(await hasVariant(report.ref))) throw notFound(`variant "${report.ref.variant}" of "${report.ref.graph}"`);
  metrics((await save(report)) ? 'saved' : 'repeated', report.operations);
};

/**
 * Takes usage reports as Apollo's ingress does. Traces are told to be of no use, after which Apollo Server sends
 * statistics only.
 */
export const addReportRoute = (http: HttpServer, options: RouteOptions): void => {
  void http.register(async (route) => {
    route.removeAllContentTypeParsers();
    // Reporters name no content type.
    route.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: options.limits.bodyBytes },
      (_request, body, done) => done(null, body),
    );
    route.post(PATH, { bodyLimit: options.limits.bodyBytes }, async (request, reply) => {
      try {
        await take(request, options);
        return await reply.send({ tracesIgnored: true });
      } catch (err) {
        return refuse(err, reply);
      }
    });
  });
};
