import { once } from 'node:events';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { Server } from './commands/command.ts';
import { serve } from './connection.ts';
import { makeCursors } from './cursors.ts';
import { openStore } from './storage/store.ts';

export type MongoOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataFolder: string;
  readonly log: (line: string) => void;
  readonly now?: () => number;
};
export type RunningMongo = { readonly url: string; readonly port: number; stop(): Promise<void> };

const listen = async (net: NetServer, port: number): Promise<number> => {
  net.listen(port, '127.0.0.1');
  await once(net, 'listening');
  const address = net.address();
  return typeof address === 'object' && address ? address.port : port;
};

const closeAll = async (net: NetServer, sockets: ReadonlySet<Socket>): Promise<void> => {
  const closed = once(net, 'close');
  net.close();
  for (const socket of sockets) socket.destroy();
  await closed;
};

/** Starts the local MongoDB. The port is taken before the data is opened, so two servers never share a folder by mistake. */
export const startMongo = async ({
  port,
  dataFolder,
  log,
  now = () => performance.now(),
}: MongoOptions): Promise<RunningMongo> => {
  const sockets = new Set<Socket>();
  const opened = Promise.withResolvers<Server>();
  opened.promise.catch(() => undefined);
  let connections = 0;
  const net = createServer((socket) => {
    connections += 1;
    const connectionId = connections;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    opened.promise.then(
      (server) => serve(socket, connectionId, server),
      () => socket.destroy(),
    );
  });
  const actualPort = await listen(net, port);
  try {
    opened.resolve({ store: openStore(dataFolder, log), cursors: makeCursors(), log, startedAt: Date.now(), now });
  } catch (error) {
    opened.reject(error);
    await closeAll(net, sockets);
    throw error;
  }
  const { store } = await opened.promise;
  const stop = async (): Promise<void> => {
    await closeAll(net, sockets);
    store.close();
  };
  return { url: `mongodb://127.0.0.1:${actualPort}`, port: actualPort, stop };
};
