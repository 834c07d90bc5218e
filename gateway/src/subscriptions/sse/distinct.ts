import type { FastifyReply, FastifyRequest } from 'fastify';
import { methodNotAllowed, tooSlow } from '../../errors/refusals.ts';
import { isRefused } from '../documents.ts';
import { whenExpired } from '../expiry.ts';
import { type Caller, callerOf, type StreamOptions, takePlace, tokenExpired } from './caller.ts';
import { refuseCrossSite } from './cross-site.ts';
import type { EventStream } from './event-stream.ts';
import { parametersOf } from './parameters.ts';
import { sendAnswers } from './send-answers.ts';
import { alone } from './wording.ts';

type Chosen = ReturnType<StreamOptions['operations']['choose']>;

/** Where a browser was when it lost its stream. */
const lastEventIdOf = ({ headers }: FastifyRequest): string | undefined =>
  headers['last-event-id']?.toString() || undefined;

const runOn = async (
  stream: EventStream,
  { chosen, caller, after }: { readonly chosen: Chosen; readonly caller: Caller; readonly after: string | undefined },
  { operations }: StreamOptions,
): Promise<void> => {
  const { toPublic } = operations;
  if (isRefused(chosen)) return stream.end(alone.next(toPublic(chosen)), alone.complete());
  const endWith = (error: Error): void => stream.end(alone.next(toPublic([error])), alone.complete());
  const cancel = whenExpired(caller.expiresAt, () => endWith(tokenExpired()));
  stream.closed.addEventListener('abort', cancel, { once: true });
  const answers = await chosen.start({ after, onTooSlow: () => endWith(tooSlow()) });
  await sendAnswers({ stream, answers, wording: alone, toPublic, withIds: true });
  stream.end(alone.complete());
};

/** One operation on one event stream of its own. Throws a GraphQLError for what is no request for one. */
export const serveDistinct = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: StreamOptions,
): Promise<void> => {
  refuseCrossSite(request.headers);
  const caller = await callerOf(request, options);
  const chosen = options.operations.choose(parametersOf(request), caller.context);
  if (!isRefused(chosen) && chosen.kind === 'mutation' && request.method === 'GET') throw methodNotAllowed();
  const release = takePlace(caller, options.limits);
  const stream = options.streams.open(reply);
  stream.closed.addEventListener('abort', release, { once: true });
  await runOn(stream, { chosen, caller, after: lastEventIdOf(request) }, options);
};
