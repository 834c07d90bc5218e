import type { Socket } from 'node:net';
import { type Call, type Server } from './commands/command.ts';
import { execute } from './commands/index.ts';
import { ProtocolError } from './errors.ts';
import { makeFramer } from './wire/framing.ts';
import { frameReply } from './wire/reply.ts';
import { readRequest } from './wire/request.ts';

const reply = (socket: Socket, call: Call): void => {
  const answer = execute(call);
  if (call.request.answer !== 'none') socket.write(frameReply(call.request, answer));
};

/** Serves one client until it leaves, or says something that is not MongoDB's protocol. */
export const serve = (socket: Socket, connectionId: number, server: Server): void => {
  const receive = makeFramer((message) => reply(socket, { request: readRequest(message), server, connectionId }));
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    try {
      receive(chunk);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      server.log(`mongo: closed a connection: ${error.message}`);
      socket.destroy();
    }
  });
};
