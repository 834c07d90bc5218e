import type { FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, conflict, methodNotAllowed, tooManyOperations, tooSlow } from '../../errors/refusals.ts';
import { isRefused } from '../documents.ts';
import { whenExpired } from '../expiry.ts';
import type { ChosenOperation, OperationPayload } from '../operations.ts';
import { type Caller, type StreamOptions, tokenExpired } from './caller.ts';
import { parametersOf } from './parameters.ts';
import type { Reservation, RunningOperation } from './reservations.ts';
import { sendAnswers } from './send-answers.ts';
import { oneOfSeveral } from './wording.ts';

interface Posted {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly reservation: Reservation;
  readonly caller: Caller;
}

const LONGEST_ID = 200;

const idOf = ({ extensions }: OperationPayload): string => {
  const id = extensions?.['operationId'];
  if (typeof id !== 'string' || !id || id.length > LONGEST_ID) throw badRequest('"extensions.operationId" is missing.');
  return id;
};

/** Keeps the id for the operation. Throws a GraphQLError where it is taken, or there are too many. */
const register = ({ operations }: Reservation, id: string, most: number): RunningOperation => {
  if (operations.has(id)) throw conflict('An operation with this id is under way.');
  if (operations.size >= most) throw tooManyOperations(most);
  const running: RunningOperation = {};
  operations.set(id, running);
  return running;
};

interface Running {
  readonly id: string;
  readonly running: RunningOperation;
  readonly chosen: ChosenOperation;
}

/** Answers on the stream as soon as it is open, until the operation or its login ends. */
const run = async (
  { reservation, caller }: Pick<Posted, 'reservation' | 'caller'>,
  { id, running, chosen }: Running,
  { operations: { toPublic } }: StreamOptions,
): Promise<void> => {
  const wording = oneOfSeveral(id);
  const isWanted = (): boolean => reservation.operations.get(id) === running;
  const onTooSlow = async (): Promise<void> =>
    (await reservation.stream).end(wording.next(toPublic([tooSlow()])), wording.complete());
  const answers = await chosen.start({ onTooSlow: () => void onTooSlow() });
  if (!isWanted()) return void answers.return();
  running.answers = answers;
  const stream = await reservation.stream;
  const expire = async (): Promise<void> => {
    if (!isWanted()) return;
    await stream.send(wording.next(toPublic([tokenExpired()])));
    await answers.return();
  };
  const cancel = whenExpired(caller.expiresAt, () => void expire());
  await sendAnswers({ stream, answers, wording, toPublic, withIds: false }).finally(cancel);
  if (!isWanted()) return;
  reservation.operations.delete(id);
  await stream.send(wording.complete());
};

/** Takes an operation whose answers go to the reserved stream. */
export const acceptOperation = async (posted: Posted, options: StreamOptions): Promise<void> => {
  const { request, reply, reservation, caller } = posted;
  const payload = parametersOf(request);
  const id = idOf(payload);
  const running = register(reservation, id, options.maxOperations);
  const chosen = options.operations.choose(payload, caller.context);
  const isRead = request.method === 'GET';
  if (isRefused(chosen) || (isRead && chosen.kind === 'mutation')) {
    reservation.operations.delete(id);
    if (!isRefused(chosen)) throw methodNotAllowed('POST');
    await reply.code(400).send(options.operations.toPublic(chosen));
    return;
  }
  void run(posted, { id, running, chosen }, options);
  await reply.code(202).send();
};
