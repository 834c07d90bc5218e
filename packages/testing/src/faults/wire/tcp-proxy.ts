import { connect, createServer, type Socket } from 'node:net';

/** One client's connection through the proxy. */
export interface Link {
  toServer(bytes: Buffer): void;
  /** From now on the server's answers go here, and not to the client. */
  keepAnswers(read: (chunk: Buffer) => void): void;
}

/** Makes what reads the bytes of one client: it passes on what it wants the server to get. */
export type Follow = (link: Link) => (chunk: Buffer) => void;

export interface Wire {
  readonly port: number;
  stop(): Promise<void>;
}

const pipeBack = (server: Socket, client: Socket): ((read: (chunk: Buffer) => void) => void) => {
  let read: ((chunk: Buffer) => void) | undefined;
  server.on('data', (chunk: Buffer) => {
    if (read) read(chunk);
    else if (!client.write(chunk)) server.pause();
  });
  client.on('drain', () => server.resume());
  return (reader) => {
    read = reader;
  };
};

const join = (client: Socket, port: number, follow: Follow): Socket => {
  const server = connect({ port, host: '127.0.0.1', noDelay: true });
  const keepAnswers = pipeBack(server, client);
  const read = follow({
    toServer: (bytes) => {
      if (!server.write(bytes)) client.pause();
    },
    keepAnswers,
  });
  client.on('data', read);
  server.on('drain', () => client.resume());
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    // What broke shows in the close that follows: both ends go together, as one wire would.
    one.on('error', () => undefined);
    one.on('close', () => other.destroy());
    one.on('end', () => other.end());
  }
  return server;
};

/** A wire on 127.0.0.1 between clients and a server, with somebody who reads along. */
export const startTcpProxy = async (serverPort: number, follow: Follow): Promise<Wire> => {
  const sockets = new Set<Socket>();
  const listener = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    sockets.add(client).add(join(client, serverPort, follow));
    client.once('close', () => sockets.delete(client));
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, '127.0.0.1', resolve);
  });
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy got no port');
  return {
    port: address.port,
    stop: async () => {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
