import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis as Client } from 'ioredis';
import { mustBeFree } from '../ports.ts';
import { lastLines, type ServerProcess, spawnServer } from '../postgres/server-process.ts';
import { findRedis } from './binary.ts';
import { stopLeftRedis, writeStartNote } from './orphan.ts';

export interface RedisOptions {
  dataFolder: string;
  port: number;
  log: (line: string) => void;
}

export interface Redis {
  url: string;
  port: number;
  pid: number;
  /** Settles when the server has ended, asked for or not. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

const configuration = ({ dataFolder, port }: RedisOptions): string =>
  [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${JSON.stringify(dataFolder)}`,
    'daemonize no',
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction', // BullMQ loses jobs when keys are evicted
    '',
  ].join('\n');

const logFileIn = (dataFolder: string) => join(dataFolder, 'redis.log');

const launch = async (options: RedisOptions): Promise<ServerProcess> => {
  const { dataFolder, port } = options;
  const configFile = join(dataFolder, 'redis.conf');
  await rm(configFile, { force: true });
  await writeFile(configFile, configuration(options));
  const server = await spawnServer({
    ...findRedis(options.log),
    args: [configFile],
    cwd: dataFolder,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    logFile: logFileIn(dataFolder),
  });
  await writeStartNote(dataFolder, { pid: server.pid, port, startedBy: process.pid });
  return server;
};

const failedStart = async (dataFolder: string, end: string): Promise<Error> => {
  const words = await lastLines(logFileIn(dataFolder));
  const isCorrupt = /append.?only|append log|AOF|RDB/i.test(await lastLines(logFileIn(dataFolder), 2));
  const fault = isCorrupt ? 'Redis cannot read its append-only file' : 'Redis did not start';
  return new Error(
    `${fault} (${end}) on its data in ${dataFolder}. It holds carts and queued messages; ` +
      `redis-check-aof --fix saves what is readable, or start anew with: npm run reset\nIts last words:\n${words}`,
  );
};

const RETRY_MS = 20;

// The client connects again until it is let in, and holds the PING back while the server still loads its file.
const waitUntilReady = async ({ dataFolder, port }: RedisOptions, server: ServerProcess): Promise<void> => {
  const patience = { maxRetriesPerRequest: null, retryStrategy: () => RETRY_MS, disconnectTimeout: 0 };
  const client = new Client({ host: '127.0.0.1', port, ...patience });
  client.on('error', () => undefined); // refused while the server is starting
  try {
    const end = await Promise.race([server.exited, client.ping()]);
    if (end !== 'PONG') throw await failedStart(dataFolder, end);
  } finally {
    client.disconnect();
  }
};

/** Starts a private Redis that keeps its data in the given folder. */
export const startRedis = async (options: RedisOptions): Promise<Redis> => {
  const { dataFolder, port, log } = options;
  await mkdir(dataFolder, { recursive: true });
  await stopLeftRedis(dataFolder, log);
  await mustBeFree(port, 'Redis');
  const server = await launch(options);
  const stop = () => server.stop('SIGTERM'); // writes the append-only file to disk and ends
  try {
    await waitUntilReady(options, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `redis://127.0.0.1:${port}`, port, pid: server.pid, exited: server.exited, stop };
};
