import { readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findProcess, isStillParented, type RunningProcess, signalProcess, waitUntilGone } from './running-process.ts';

export const startedByFile = (cluster: string) => join(dirname(cluster), 'started-by');

const numberIn = async (file: string): Promise<number | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  const number = Number.parseInt(text, 10);
  return Number.isNaN(number) ? undefined : number;
};

const isOurs = async ({ command }: RunningProcess, cluster: string): Promise<boolean> => {
  const real = await realpath(cluster).catch(() => cluster);
  return [cluster, real].some((folder) => command.includes(`-D ${folder} `));
};

const FAST_LIMIT_MS = 30_000;
const IMMEDIATE_LIMIT_MS = 5_000;

const shutDown = async (pid: number): Promise<void> => {
  signalProcess(pid, 'SIGINT');
  if (await waitUntilGone(pid, FAST_LIMIT_MS)) return;
  signalProcess(pid, 'SIGQUIT');
  if (await waitUntilGone(pid, IMMEDIATE_LIMIT_MS)) return;
  throw new Error(`An earlier PostgreSQL (process ${pid}) does not stop: end it with kill -9 ${pid} and start again.`);
};

/**
 * Stops the server that an earlier supervisor left behind when it was killed. A server whose supervisor lives is refused,
 * and a process that merely got the number of a dead server is left alone.
 */
export const stopOrphan = async (cluster: string, log: (line: string) => void): Promise<void> => {
  const pidFile = join(cluster, 'postmaster.pid');
  const pid = await numberIn(pidFile);
  const running = pid === undefined ? undefined : await findProcess(pid);
  if (running === undefined) return; // the server itself clears the file of a dead one
  if (!(await isOurs(running, cluster))) return rm(pidFile, { force: true });
  if (isStillParented(running, await numberIn(startedByFile(cluster)))) {
    throw new Error(
      `The PostgreSQL data in ${cluster} is in use: process ${running.parent} runs a server on it. Stop that first.`,
    );
  }
  log(`stopping a PostgreSQL (process ${running.pid}) that an earlier start left behind`);
  await shutDown(running.pid);
};
