import type { Document } from 'bson';
import { CommandError, StorageError } from '../errors.ts';
import { encode } from '../wire/bson-writer.ts';
import { aggregate } from './aggregate.ts';
import { catalogCommands } from './catalog.ts';
import type { Call, Command } from './command.ts';
import { checkFields } from './fields.ts';
import { findAndModify } from './find-and-modify.ts';
import { handshakeCommands } from './handshake.ts';
import { indexCommands } from './indexes.ts';
import { readCommands } from './reads.ts';
import { writeCommands } from './writes.ts';

const commands = new Map<string, Command>(
  Object.entries({
    ...handshakeCommands,
    ...catalogCommands,
    ...indexCommands,
    ...readCommands,
    ...writeCommands,
    findAndModify,
    findandmodify: findAndModify,
    aggregate,
  }),
);

const failure = (error: CommandError): Document => ({
  ok: 0,
  errmsg: error.message,
  code: error.code,
  codeName: error.codeName,
  ...error.details,
});

const defect = ({ request, server }: Call, error: unknown): CommandError => {
  server.log(`mongo: ${request.name} failed: ${error instanceof Error ? error.stack : error}`);
  return new CommandError(1, 'internal error; see the log of the local MongoDB');
};

const READS = new Set(['find', 'count', 'distinct', 'aggregate']);

/** Nothing interrupts a command here. A read that took longer than it may is not answered, as if it had been. */
const inTime = <Answer>({ request, server }: Call, work: () => Answer): Answer => {
  const { maxTimeMS = 0 } = request.body;
  const startedAt = server.now();
  const answer = work();
  if (READS.has(request.name) && maxTimeMS > 0 && server.now() - startedAt > maxTimeMS)
    throw new CommandError(50, 'operation exceeded time limit');
  return answer;
};

const run = (call: Call): Document | Buffer => {
  const { name, body } = call.request;
  const command = commands.get(name);
  if (!command) throw new CommandError(59, `no such command: '${name}'`);
  if (body['autocommit'] === false || body['txnNumber'] !== undefined)
    throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  checkFields(name, body);
  return inTime(call, () => command(call));
};

/** Runs a command and encodes its answer. What it wrote is with the operating system before the answer is. */
export const execute = (call: Call): Buffer => {
  let answer: Document | Buffer;
  try {
    answer = run(call);
  } catch (error) {
    if (error instanceof StorageError) throw error;
    answer = failure(error instanceof CommandError ? error : defect(call, error));
  }
  call.server.store.flush();
  return Buffer.isBuffer(answer) ? answer : encode(answer);
};
