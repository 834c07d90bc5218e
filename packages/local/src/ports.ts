import { createServer, type Server } from 'node:net';
import { errorCode } from './postgres/error-code.ts';

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** A port that nobody on 127.0.0.1 listens on at this moment. */
export const freePort = async (): Promise<number> => {
  const server = await listen(0);
  const address = server.address();
  await close(server);
  if (address === null || typeof address === 'string') throw new Error('The system gave no TCP port.');
  return address.port;
};

export const isPortFree = async (port: number): Promise<boolean> => {
  try {
    await close(await listen(port));
    return true;
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes(String(errorCode(error)))) return false;
    throw error;
  }
};

/** Says who wanted the port before a server fails on it in its own words. Port 0 stands for any free one. */
export const mustBeFree = async (port: number, who: string): Promise<void> => {
  if (port !== 0 && !(await isPortFree(port)))
    throw new Error(`${who} cannot listen on port ${port}: another program has it.`);
};
