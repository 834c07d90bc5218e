import type { HttpServer } from '@cardstock/service/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { goingAway, methodNotAllowed } from '../../errors/refusals.ts';
import { prefersEventStream } from './accepts.ts';
import type { StreamOptions } from './caller.ts';
import { serveDistinct } from './distinct.ts';
import { Reservations } from './reservations.ts';
import { serveSingle, streamTokenOf } from './single.ts';
import { Streams } from './streams.ts';

interface EventStreamsOptions extends Omit<StreamOptions, 'streams'> {
  readonly path: string;
  readonly keepAliveMs: number;
}

export interface EventStreams {
  /** The number of streams that are open now. */
  count(): number;
  /** Ends all streams; their clients go on elsewhere. */
  close(): void;
}

const OWN_METHODS = ['PUT', 'DELETE'];

/** A request for us, and not for a plain answer. */
const isStreaming = (request: FastifyRequest): boolean =>
  OWN_METHODS.includes(request.method) ||
  (['GET', 'POST'].includes(request.method) &&
    (prefersEventStream(request.headers.accept) || streamTokenOf(request) !== undefined));

const answerRefusal = async (
  err: unknown,
  reply: FastifyReply,
  { operations }: Pick<StreamOptions, 'operations'>,
): Promise<void> => {
  if (!(err instanceof GraphQLError) || reply.sent) throw err;
  const { status = 400, headers = [] } = (err.extensions['http'] ?? {}) as {
    status?: number;
    headers?: Iterable<[string, string]>;
  };
  await reply
    .code(status)
    .headers(Object.fromEntries(headers))
    .send(operations.toPublic([err]));
};

/**
 * Serves operations of all kinds as server-sent events, by the protocol of graphql-sse, on the path of queries. Its own server
 * would buffer for a slow client without end, and knows neither positions nor reservations that expire.
 */
export const serveEventStreams = (
  http: HttpServer,
  { path, keepAliveMs, ...rest }: EventStreamsOptions,
): EventStreams => {
  const options = { ...rest, streams: new Streams(keepAliveMs), reservations: new Reservations() };
  http.route({
    method: OWN_METHODS,
    url: path,
    // They are answered by the hook below.
    handler: async () => {
      throw methodNotAllowed();
    },
  });
  http.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== path || !isStreaming(request)) return;
    const isSingle = OWN_METHODS.includes(request.method) || streamTokenOf(request) !== undefined;
    const serve = isSingle ? serveSingle : serveDistinct;
    try {
      if (options.streams.isClosing) throw goingAway();
      await serve(request, reply, options);
    } catch (err) {
      await answerRefusal(err, reply, options);
    }
    return reply;
  });
  return {
    count: () => options.streams.size,
    close: () => {
      options.streams.close();
      options.reservations.close();
    },
  };
};
