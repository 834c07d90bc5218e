import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '@cardstock/service/core';
import { handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { RateLimits } from '../../rate-limits/rate-limits.ts';
import { CLOSE, connect } from './connection.ts';
import { makeSocketProtocol, type ProtocolOptions } from './protocol.ts';

interface SocketServerOptions extends ProtocolOptions {
  readonly server: Server;
  readonly path: string;
  readonly maxMessageBytes: number;
  /** Where a client is. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Takes the request to connect from what its address may ask. */
  readonly takeRequest: RateLimits['takeRequest'];
  readonly keepAliveMs: number;
  readonly log: Logger;
}

export interface SocketServer {
  /** The number of sockets that are open now. */
  count(): number;
  /** Closes all sockets with 1001. */
  close(): Promise<void>;
}

const CLOSE_WITHIN_MS = 2_000;

const refuseUpgrade = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

const closeAll = async (sockets: WebSocketServer): Promise<void> => {
  for (const socket of sockets.clients) socket.close(CLOSE.goingAway, 'Going away');
  const stubborn = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, CLOSE_WITHIN_MS);
  await new Promise<void>((resolve) => sockets.close(() => resolve()));
  await Promise.all([...sockets.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  clearTimeout(stubborn);
};

/** Serves operations of all kinds over WebSocket (graphql-transport-ws) on the path of an HTTP server. */
export const serveSockets = (options: SocketServerOptions): SocketServer => {
  const { server, path, maxMessageBytes, addressOf, takeRequest, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, handleProtocols });
  const protocol = makeServer(makeSocketProtocol(options));
  sockets.on('connection', (socket, request: IncomingMessage) =>
    connect({ socket, request, address: addressOf(request) }, { ...options, protocol }),
  );
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', (err) => log.debug({ err }, 'a socket broke during its upgrade'));
    const accept = (): void =>
      sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
    if (request.url?.split('?', 1)[0] !== path) refuseUpgrade(socket, '404 Not Found');
    else
      void takeRequest(addressOf(request)).then(({ isAllowed }) =>
        isAllowed ? accept() : refuseUpgrade(socket, '429 Too Many Requests'),
      );
  };
  server.on('upgrade', upgrade);
  return {
    count: () => sockets.clients.size,
    close: async () => {
      await closeAll(sockets);
      server.off('upgrade', upgrade);
    },
  };
};
