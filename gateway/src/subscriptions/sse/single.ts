import type { FastifyReply, FastifyRequest } from 'fastify';
import { TOKEN_HEADER_KEY, TOKEN_QUERY_KEY } from 'graphql-sse';
import { badRequest, conflict, methodNotAllowed, notAcceptable, unknownStream } from '../../errors/refusals.ts';
import { whenExpired } from '../expiry.ts';
import { prefersEventStream } from './accepts.ts';
import { callerOf, type StreamOptions, takePlace, tokenExpired } from './caller.ts';
import type { EventStream } from './event-stream.ts';
import { acceptOperation } from './post-operation.ts';
import type { Reservation, Reservations } from './reservations.ts';
import { oneOfSeveral } from './wording.ts';

export interface SingleOptions extends StreamOptions {
  readonly reservations: Reservations;
}

type Serve = (request: FastifyRequest, reply: FastifyReply, options: SingleOptions) => Promise<void>;

/** The token with which a request names the stream it is about. */
export const streamTokenOf = ({ headers, query }: FastifyRequest): string | undefined => {
  const inUrl = (query as Record<string, unknown>)[TOKEN_QUERY_KEY];
  return headers[TOKEN_HEADER_KEY]?.toString() || (typeof inUrl === 'string' ? inUrl : undefined) || undefined;
};

const TEXT = new Set(['*/*', 'text/*', 'text/plain']);

const reserve: Serve = async (request, reply, options) => {
  const accept = request.headers.accept ?? '*/*';
  if (!accept.split(',').some((range) => TEXT.has(range.split(';')[0]?.trim() ?? ''))) throw notAcceptable();
  const caller = await callerOf(request, options);
  const release = takePlace(caller, options.limits);
  const { token } = options.reservations.make(caller.context.viewer, release);
  await reply.code(201).type('text/plain; charset=utf-8').send(token);
};

/** Ends a stream with a word for each of its operations. */
const expire = (stream: EventStream, { operations }: Reservation, { toPublic }: StreamOptions['operations']): void =>
  stream.end(
    ...[...operations.keys()].flatMap((id) => {
      const { next, complete } = oneOfSeveral(id);
      return [next(toPublic([tokenExpired()])), complete()];
    }),
  );

const openReserved = async (
  reservation: Reservation,
  { reply, expiresAt }: { readonly reply: FastifyReply; readonly expiresAt: number | undefined },
  { streams, operations }: SingleOptions,
): Promise<void> => {
  if (reservation.isOpen) throw conflict('The stream is open already.');
  const stream = streams.open(reply);
  const cancel = whenExpired(expiresAt, () => expire(stream, reservation, operations));
  stream.closed.addEventListener('abort', cancel, { once: true });
  reservation.open(stream);
};

const endOperation = async (reservation: Reservation, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const { operationId } = request.query as { operationId?: unknown };
  if (typeof operationId !== 'string' || !operationId) throw badRequest('"operationId" is missing.');
  const operation = reservation.operations.get(operationId);
  reservation.operations.delete(operationId);
  void operation?.answers?.return();
  await reply.code(200).send();
};

/** Several operations on one event stream, which was reserved before. Throws a GraphQLError for what cannot be done. */
export const serveSingle: Serve = async (request, reply, options) => {
  if (request.method === 'PUT') return reserve(request, reply, options);
  const caller = await callerOf(request, options);
  const reservation = options.reservations.find(streamTokenOf(request) ?? '', caller.context.viewer);
  if (!reservation) throw unknownStream();
  if (request.method === 'DELETE') return endOperation(reservation, request, reply);
  if (prefersEventStream(request.headers.accept)) {
    if (request.method !== 'GET') throw methodNotAllowed('GET');
    return openReserved(reservation, { reply, expiresAt: caller.expiresAt }, options);
  }
  return acceptOperation({ request, reply, reservation, caller }, options);
};
