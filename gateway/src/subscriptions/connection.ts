import type { IncomingMessage } from 'node:http';
import { ANONYMOUS, type Logger, type Viewer } from '@cardstock/service/core';
import { GraphQLError } from 'graphql';
import { CloseCode, type Context, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { ClientAuth } from '../auth/client-auth.ts';

/**
 * Why the gateway closes a WebSocket, beside the codes of the graphql-transport-ws protocol.
 * 4403: the token in `connection_init` is refused. 1013: it cannot be checked now, come back later. 1001: the gateway goes away.
 */
export const CLOSE = { forbidden: CloseCode.Forbidden, tryAgainLater: 1013, goingAway: 1001 } as const;

export interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly address: string;
  viewer: Viewer;
}

export type ConnectionContext = Context<Record<string, unknown> | undefined, Connection>;

const KEEP_ALIVE_MS = 12_000;
const LONGEST_REASON = 120;
const MOST_UNREAD_BYTES = 16_777_216;

const authorizationOf = (params: Record<string, unknown> | undefined): string | undefined => {
  const given = params?.['authorization'] ?? params?.['Authorization'];
  if (given === undefined || given === null) return undefined;
  return typeof given === 'string' ? given : 'not a string';
};

/** Authenticates `connection_init`. A connection that is not admitted is closed with a code that says whether to come back. */
export const admit = async ({ extra, connectionParams }: ConnectionContext, auth: ClientAuth): Promise<boolean> => {
  try {
    extra.viewer = await auth(authorizationOf(connectionParams));
    return true;
  } catch (err) {
    if (!(err instanceof GraphQLError)) throw err;
    const isRefused = err.extensions['code'] === 'UNAUTHENTICATED';
    const reason = isRefused ? `Forbidden: ${err.message}` : err.message;
    extra.socket.close(isRefused ? CLOSE.forbidden : CLOSE.tryAgainLater, reason.slice(0, LONGEST_REASON));
    return false;
  }
};

/** Pings, and ends a connection whose client has not answered by the next ping. */
const keepAlive = (socket: WebSocket): void => {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, KEEP_ALIVE_MS);
  socket.once('close', () => clearInterval(timer));
};

/**
 * Resolves when the socket has taken the message, or never will: that a client went away is no defect, and its `close`
 * ends what runs for it. A client that asks and asks but does not read is cut off before its answers fill the memory.
 */
const send = (socket: WebSocket, message: string): Promise<void> =>
  new Promise((resolve) => {
    if (socket.bufferedAmount > MOST_UNREAD_BYTES) socket.terminate();
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(message, () => resolve());
  });

/** Lets a client's socket speak graphql-transport-ws with the server. */
export const connect = (
  protocol: Server<Connection>,
  { socket, request, address }: Pick<Connection, 'socket' | 'request' | 'address'>,
  log: Logger,
): void => {
  const fail = (err: unknown): void => {
    if (socket.readyState !== socket.OPEN) return;
    log.error({ err }, 'a message on a socket met a defect');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (message) => send(socket, message),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => void socket.on('message', (message) => void handle(String(message)).catch(fail)),
    },
    { socket, request, address, viewer: ANONYMOUS },
  );
  socket.on('error', (err) => log.debug({ err }, 'a client socket broke'));
  socket.once('close', (code, reason) => void closed(code, String(reason)).catch(fail));
  keepAlive(socket);
};
