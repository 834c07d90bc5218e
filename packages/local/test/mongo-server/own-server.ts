import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { describe } from '@jest/globals';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { startMongo } from '../../src/mongo/index.ts';

/** These are about our own server, so they have nothing to say about a real one. */
export const ours = process.env['MONGODB_URL'] ? describe.skip : describe;
const MAIN = join(import.meta.dirname, '../../src/mongo/main.ts');

export type Work<Result> = (notes: Collection<Document>) => Promise<Result>;

/** Gives the work a collection on the server at this address. */
export const using = async <Result>(url: string, work: Work<Result>): Promise<Result> => {
  const client = await new MongoClient(url).connect();
  try {
    return await work(client.db('shop').collection('note'));
  } finally {
    await client.close();
  }
};

/** A folder for a server's data, the servers that work in it, and what they print. */
export const aServerFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'cardstock-mongo-'));
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  return {
    lines,
    log,
    folder,
    dataFile: join(folder, 'mongo.data'),
    start: (port = 0) => startMongo({ port, dataFolder: folder, log }),
    /** Starts a server for the work only. */
    served: async <Result>(work: Work<Result>): Promise<Result> => {
      const server = await startMongo({ port: 0, dataFolder: folder, log });
      try {
        return await using(server.url, work);
      } finally {
        await server.stop();
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

export type ServerFolder = ReturnType<typeof aServerFolder>;

export const ids = (notes: Collection<Document>): Promise<number[]> =>
  notes
    .find()
    .map(({ _id }) => Number(_id))
    .toArray();

export const numbered = (...numbers: number[]): Document[] => numbers.map((_id) => ({ _id, text: `note ${_id}` }));

/** The server's program with this environment only. */
export const forked = (environment: NodeJS.ProcessEnv): ChildProcess =>
  fork(MAIN, { env: { PATH: process.env['PATH'], ...environment }, execArgv: [], stdio: 'pipe' });

/** The server as a process of its own, as the platform starts it. */
export const spawned = async (environment: NodeJS.ProcessEnv): Promise<[ChildProcess, string]> => {
  const child = forked(environment);
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return [child, message.url];
};
