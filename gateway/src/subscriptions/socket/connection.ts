import type { IncomingMessage } from 'node:http';
import { ANONYMOUS, type Logger, type Viewer } from '@cardstock/service/core';
import { GraphQLError } from 'graphql';
import { CloseCode, type Context, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { ClientAuth } from '../../auth/client-auth.ts';
import type { ConnectionLimits } from '../connection-limits.ts';
import { whenExpired } from '../expiry.ts';

/**
 * Why the gateway closes a WebSocket, beside the codes of the graphql-transport-ws protocol.
 * 4403: the token in `connection_init` is refused, or has expired. 1013: it cannot be checked now, come back later.
 * 1001: the gateway goes away. 4413: the client does not read what it asked for. 4430: too many connections.
 */
export const CLOSE = {
  forbidden: CloseCode.Forbidden,
  tryAgainLater: 1013,
  goingAway: 1001,
  tooSlow: 4413,
  tooManyConnections: 4430,
} as const;

export interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly address: string;
  viewer: Viewer;
}

export type ConnectionContext = Context<Record<string, unknown> | undefined, Connection>;

export interface AdmitOptions {
  readonly auth: ClientAuth;
  readonly limits: ConnectionLimits;
}

const LONGEST_REASON = 120;
const MOST_UNREAD_BYTES = 16_777_216;
/** For a slow client to read what is on its way, and why it is closed. */
const FAREWELL_WITHIN_MS = 5_000;

const authorizationOf = (params: Record<string, unknown> | undefined): string | undefined => {
  const given = params?.['authorization'] ?? params?.['Authorization'];
  if (given === undefined || given === null) return undefined;
  return typeof given === 'string' ? given : 'not a string';
};

const refuse = (socket: WebSocket, err: unknown): false => {
  if (!(err instanceof GraphQLError)) throw err;
  const isRefused = err.extensions['code'] === 'UNAUTHENTICATED';
  const reason = isRefused ? `Forbidden: ${err.message}` : err.message;
  socket.close(isRefused ? CLOSE.forbidden : CLOSE.tryAgainLater, reason.slice(0, LONGEST_REASON));
  return false;
};

const closeCrowded = (socket: WebSocket): false => {
  socket.close(CLOSE.tooManyConnections, 'Too many connections');
  return false;
};

/**
 * Authenticates `connection_init`, for as long as its token is good. A connection that is not admitted is closed with a code
 * that says whether to come back.
 */
export const admit = async (
  { extra, connectionParams }: ConnectionContext,
  { auth, limits }: AdmitOptions,
): Promise<boolean> => {
  const { socket } = extra;
  try {
    const { viewer, expiresAt } = await auth(authorizationOf(connectionParams));
    if (socket.readyState !== socket.OPEN) return false;
    const release = limits.takeForViewer(viewer);
    if (!release) return closeCrowded(socket);
    socket.once('close', release);
    const expired = (): void => socket.close(CLOSE.forbidden, 'Forbidden: The access token has expired.');
    socket.once('close', whenExpired(expiresAt, expired));
    extra.viewer = viewer;
    return true;
  } catch (err) {
    return refuse(socket, err);
  }
};

/** Tells a client that it does not read what it asked for; whoever does not even read that is cut off. */
export const closeSlow = (socket: WebSocket): void => {
  if (socket.readyState !== socket.OPEN) return;
  socket.close(CLOSE.tooSlow, 'Too slow: answers were not read in time. Connect again with the last cursor.');
  const cutOff = setTimeout(() => socket.terminate(), FAREWELL_WITHIN_MS);
  socket.once('close', () => clearTimeout(cutOff));
};

/** Pings, and ends a connection whose client has not answered by the next ping. */
const keepAlive = (socket: WebSocket, everyMs: number): void => {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, everyMs);
  socket.once('close', () => clearInterval(timer));
};

/**
 * Resolves when the socket has taken the message, or never will: that a client went away is no defect, and its `close`
 * ends what runs for it. A client that asks and asks but does not read is cut off before its answers fill the memory.
 */
const send = (socket: WebSocket, message: string): Promise<void> =>
  new Promise((resolve) => {
    if (socket.bufferedAmount > MOST_UNREAD_BYTES) closeSlow(socket);
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(message, () => resolve());
  });

interface ConnectOptions {
  readonly protocol: Server<Connection>;
  readonly limits: ConnectionLimits;
  readonly keepAliveMs: number;
  readonly log: Logger;
}

/** Lets a client's socket speak graphql-transport-ws with the server. */
export const connect = (
  { socket, request, address }: Pick<Connection, 'socket' | 'request' | 'address'>,
  { protocol, limits, keepAliveMs, log }: ConnectOptions,
): void => {
  socket.on('error', (err) => log.debug({ err }, 'a client socket broke'));
  const release = limits.takeForAddress(address);
  if (!release) return void closeCrowded(socket);
  socket.once('close', release);
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
  socket.once('close', (code, reason) => void closed(code, String(reason)).catch(fail));
  keepAlive(socket, keepAliveMs);
};
