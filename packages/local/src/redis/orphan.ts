import { readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findProcess, isStillParented, signalProcess, waitUntilGone } from '../postgres/running-process.ts';

/** What a start writes down about its server, so that a later one recognizes it. */
export interface StartNote {
  pid: number;
  port: number;
  startedBy: number;
}

const noteFile = (dataFolder: string) => join(dataFolder, 'started.json');

export const writeStartNote = async (dataFolder: string, note: StartNote): Promise<void> => {
  await rm(noteFile(dataFolder), { force: true }); // root may have left one that the owner of the folder cannot overwrite
  await writeFile(noteFile(dataFolder), JSON.stringify(note));
};

const readStartNote = async (dataFolder: string): Promise<StartNote | undefined> => {
  try {
    return JSON.parse(await readFile(noteFile(dataFolder), 'utf8')) as StartNote;
  } catch {
    return undefined;
  }
};

const ANSWER_LIMIT_MS = 2_000;

// A process number is soon another program's: only a server that itself names this number and this folder is ours.
const isOurs = async ({ pid, port }: StartNote, dataFolder: string): Promise<boolean> => {
  const redis = new Redis({
    ...{ host: '127.0.0.1', port, lazyConnect: true, enableReadyCheck: false, retryStrategy: () => null },
    ...{ connectTimeout: ANSWER_LIMIT_MS, commandTimeout: ANSWER_LIMIT_MS, maxRetriesPerRequest: 0 },
  });
  redis.on('error', () => undefined); // the same error rejects the call below
  try {
    await redis.connect();
    const folder = String((await redis.call('CONFIG', 'GET', 'dir')) ?? '');
    const info = await redis.info('server');
    return folder === `dir,${await realpath(dataFolder)}` && info.includes(`process_id:${pid}\r\n`);
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
};

const TERM_LIMIT_MS = 20_000;
const KILL_LIMIT_MS = 5_000;

const shutDown = async (pid: number): Promise<void> => {
  signalProcess(pid, 'SIGTERM');
  if (await waitUntilGone(pid, TERM_LIMIT_MS)) return;
  signalProcess(pid, 'SIGKILL');
  if (await waitUntilGone(pid, KILL_LIMIT_MS)) return;
  throw new Error(`An earlier Redis (process ${pid}) does not stop: end it with kill -9 ${pid} and start again.`);
};

/** Stops the server that an earlier supervisor left behind when it was killed; one whose supervisor lives is refused. */
export const stopLeftRedis = async (dataFolder: string, log: (line: string) => void): Promise<void> => {
  const note = await readStartNote(dataFolder);
  const running = note === undefined ? undefined : await findProcess(note.pid);
  if (note === undefined || running === undefined || !(await isOurs(note, dataFolder))) return;
  if (isStillParented(running, note.startedBy)) {
    throw new Error(
      `The Redis data in ${dataFolder} is in use: process ${running.parent} runs a server on it. Stop that first.`,
    );
  }
  log(`stopping a Redis (process ${note.pid}) that an earlier start left behind`);
  await shutDown(note.pid);
};
