import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mustBeFree } from '../ports.ts';
import { ensureCluster, mustBeOurs, passwordOf, RESET, serverEnvironment } from './cluster.ts';
import { ensureDatabases, urlOf } from './databases.ts';
import { startedByFile, stopOrphan } from './orphan.ts';
import { clusterIn, findPlace, locatePostgresData, type Place } from './place.ts';
import { lastLines, type ServerProcess, spawnServer } from './server-process.ts';

export interface PostgresOptions {
  dataFolder: string;
  port: number;
  databases: string[];
  /** Server settings that replace those of SETTINGS. */
  settings?: Record<string, string | number | boolean>;
  log: (line: string) => void;
}

export interface Postgres {
  url(database: string): string;
  port: number;
  pid: number;
  /** Settles when the server has ended, asked for or not. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // their path may have 107 characters only
  max_connections: 200,
  shared_buffers: '128MB',
  fsync: 'on',
  jit: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '1GB',
  random_page_cost: 1.1, // on a disk without moving parts, and mostly in memory, an index is the way also into a small table
  checkpoint_timeout: '15min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %d ',
  cluster_name: 'cardstock',
};

const serverArguments = (place: Place, { port, settings }: PostgresOptions): string[] => [
  ...['-D', place.cluster, '-p', String(port)],
  ...Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

// Removed first: root may have left one that the owner of the folder cannot overwrite.
const noteStarter = async ({ cluster }: Place): Promise<void> => {
  await rm(startedByFile(cluster), { force: true });
  await writeFile(startedByFile(cluster), String(process.pid));
};

const launch = async (place: Place, options: PostgresOptions): Promise<ServerProcess> => {
  const server = await spawnServer({
    command: join(place.binaries.folder, 'bin', 'postgres'),
    args: serverArguments(place, options),
    cwd: '/',
    env: serverEnvironment(),
    logFile: place.logFile,
    account: place.account,
  });
  await noteStarter(place);
  return server;
};

const POLL_MS = 20;

// The server itself notes its state in the eighth line of its pid file; this is what pg_ctl waits for, too.
const waitUntilReady = async ({ cluster, logFile }: Place, server: ServerProcess): Promise<void> => {
  let end: string | undefined;
  void server.exited.then((how) => {
    end = how;
  });
  for (;;) {
    if (end !== undefined) {
      throw new Error(
        `PostgreSQL did not start (${end}) on its data in ${cluster}. ${RESET}\nIts last words:\n${await lastLines(logFile)}`,
      );
    }
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return;
    await delay(POLL_MS);
  }
};

/** Starts PostgreSQL 18 on the given folder, with these databases; the folder is set up at the first start. */
export const startPostgres = async (options: PostgresOptions): Promise<Postgres> => {
  const { dataFolder, port, databases, log } = options;
  const place = await findPlace(dataFolder, log);
  await mustBeOurs(place);
  await stopOrphan(place.cluster, log);
  await mustBeFree(port, 'PostgreSQL');
  const password = await passwordOf(place);
  await ensureCluster(place, password);
  const server = await launch(place, options);
  const stop = () => server.stop('SIGINT'); // fast shutdown: it ends open sessions and writes everything
  try {
    await waitUntilReady(place, server);
    await ensureDatabases({ port, password }, databases);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: (database) => urlOf({ port, password }, database), port, pid: server.pid, exited: server.exited, stop };
};

/** Stops a server that a killed supervisor left on this folder, so that its data can be removed. */
export const stopLeftPostgres = async (dataFolder: string, log: (line: string) => void): Promise<void> => {
  for (const folder of await locatePostgresData(dataFolder)) await stopOrphan(clusterIn(folder), log);
};
