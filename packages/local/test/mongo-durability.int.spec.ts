import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serialize } from 'bson';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { startMongo } from '../src/mongo/index.ts';

/** These are about our own server, so they have nothing to say about a real one. */
const ours = process.env['MONGODB_URL'] ? describe.skip : describe;
const MAIN = join(import.meta.dirname, '../src/mongo/main.ts');

let folder: string;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardstock-mongo-'));
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataFile = () => join(folder, 'mongo.data');
const log = (line: string) => void lines.push(line);

type Work<T> = (notes: Collection<Document>) => Promise<T>;
const using = async <T>(url: string, work: Work<T>): Promise<T> => {
  const client = await new MongoClient(url).connect();
  try {
    return await work(client.db('shop').collection('note'));
  } finally {
    await client.close();
  }
};
const served = async <T>(work: Work<T>): Promise<T> => {
  const server = await startMongo({ port: 0, dataFolder: folder, log });
  try {
    return await using(server.url, work);
  } finally {
    await server.stop();
  }
};
const ids = (notes: Collection<Document>) =>
  notes
    .find()
    .map(({ _id }) => Number(_id))
    .toArray();
const numbered = (...numbers: number[]): Document[] => numbers.map((_id) => ({ _id, text: `note ${_id}` }));

const spawned = async (environment: NodeJS.ProcessEnv): Promise<[ChildProcess, string]> => {
  const child = fork(MAIN, { env: { PATH: process.env['PATH'], ...environment }, execArgv: [], stdio: 'pipe' });
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return [child, message.url];
};

ours('a killed server', () => {
  it('still has every acknowledged write, and its indexes', async () => {
    const environment = { MONGO_PORT: '0', MONGO_DATA_DIR: folder };
    const [first, url] = await spawned(environment);
    await using(url, async (notes) => {
      await notes.createIndex({ text: 1 }, { unique: true });
      await notes.insertMany(numbered(1, 2, 3, 4));
      await notes.updateOne({ _id: 2 as never }, { $set: { text: 'changed' } });
      await notes.deleteOne({ _id: 3 as never });
      first.kill('SIGKILL');
      await once(first, 'exit');
    });
    const [second, next] = await spawned(environment);
    await using(next, async (notes) => {
      expect(await notes.find().toArray()).toEqual([
        { _id: 1, text: 'note 1' },
        { _id: 2, text: 'changed' },
        { _id: 4, text: 'note 4' },
      ]);
      await expect(notes.insertOne({ text: 'changed' })).rejects.toMatchObject({ code: 11000 });
    });
    second.disconnect();
    expect(await once(second, 'exit')).toEqual([0, null]);
  });

  it('says what is missing from its environment', async () => {
    const child = fork(MAIN, { env: { PATH: process.env['PATH'] }, execArgv: [], stdio: 'pipe' });
    const errors = child.stderr?.toArray();
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(Buffer.concat((await errors) ?? []).toString()).toContain('MONGO_DATA_DIR must be the folder');
  });
});

ours('the data file', () => {
  it('loses an unfinished last record and nothing else', async () => {
    await served((notes) => notes.insertMany(numbered(1, 2)));
    const { size } = statSync(dataFile());
    await served((notes) => notes.insertOne({ _id: 3 as never }));
    truncateSync(dataFile(), statSync(dataFile()).size - 3);
    expect(await served(ids)).toEqual([1, 2]);
    expect(lines).toEqual([expect.stringContaining('cut off')]);
    expect(statSync(dataFile()).size).toBe(size);
    appendFileSync(dataFile(), Buffer.alloc(64));
    expect(await served(ids)).toEqual([1, 2]);
  });

  it('stops the start when it is damaged in the middle', async () => {
    await served((notes) => notes.insertMany(numbered(1, 2, 3)));
    const bytes = readFileSync(dataFile());
    for (const at of [bytes.indexOf('note 1'), bytes.indexOf('note 2') - 40, 2]) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0xff, at);
      writeFileSync(dataFile(), damaged);
      const start = startMongo({ port: 0, dataFolder: folder, log });
      await expect(start).rejects.toThrow(/mongo\.data is damaged at byte \d+.*npm run reset/);
      expect(readFileSync(dataFile()).equals(damaged)).toBe(true);
    }
  });

  it('is rewritten at start once most of it is out of date', async () => {
    await served(async (notes) => {
      await notes.createIndex({ text: 1 });
      await notes.insertMany(numbered(1, 2));
      for (let n = 0; n < 10; n += 1)
        await notes.updateOne({ _id: 1 as never }, { $set: { text: `${n}`.repeat(1_000_000) } });
      await notes.updateOne({ _id: 1 as never }, { $set: { text: 'short' } });
    });
    expect(statSync(dataFile()).size).toBeGreaterThan(9_000_000);
    expect(await served(ids)).toEqual([1, 2]);
    expect(statSync(dataFile()).size).toBeLessThan(1_000);
    expect(await served((notes) => notes.find({ text: 'short' }).toArray())).toHaveLength(1);
    expect(await served((notes) => notes.indexes())).toHaveLength(2);
  });
});

const message = (code: number, body: Buffer, length = 16 + body.length): Buffer => {
  const head = Buffer.alloc(16);
  for (const [at, value] of [length, 1, 0, code].entries()) head.writeInt32LE(value, at * 4);
  return Buffer.concat([head, body]);
};
const flagged = (flags: number, ...parts: (Buffer | Uint8Array)[]): Buffer => {
  const start = Buffer.alloc(4);
  start.writeUInt32LE(flags);
  return Buffer.concat([start, ...parts]);
};
const ping = serialize({ ping: 1, $db: 'admin' });
const wrong: [string, Buffer][] = [
  ['a length below a header', message(2013, Buffer.alloc(0), 3)],
  ['a length over the limit', message(2013, Buffer.alloc(0), 50_000_000)],
  ['an unknown operation', message(9999, Buffer.alloc(8))],
  ['no body', message(2013, flagged(0))],
  ['an unknown flag', message(2013, flagged(16, Buffer.of(0), ping))],
  ['an unknown section', message(2013, flagged(0, Buffer.of(7), ping))],
  ['a document beyond its message', message(2013, flagged(0, Buffer.of(0, 99, 0, 0, 0, 0)))],
  ['a sequence beyond its message', message(2013, flagged(0, Buffer.of(1, 99, 0, 0, 0, 0)))],
  ['BSON that is not', message(2013, flagged(0, Buffer.of(0, 9, 0, 0, 0, 0x77, 0x61, 0, 1, 0)))],
];

ours('a connection', () => {
  it.each(wrong)('is closed after %s, and the server goes on', async (_, bytes) => {
    const server = await startMongo({ port: 0, dataFolder: folder, log });
    const socket = connect(server.port, '127.0.0.1').resume();
    socket.write(bytes);
    await once(socket, 'close');
    expect(lines).toEqual([expect.stringContaining('closed a connection')]);
    expect(await using(server.url, ids)).toEqual([]);
    await server.stop();
  });

  it('takes a message in pieces, several at once, with a checksum, or in the legacy frame', async () => {
    const server = await startMongo({ port: 0, dataFolder: folder, log });
    const socket = connect(server.port, '127.0.0.1');
    const name = Buffer.from('admin.$cmd\0');
    const legacy = message(2004, Buffer.concat([Buffer.alloc(4), name, Buffer.alloc(8), serialize({ isMaster: 1 })]));
    const bytes = Buffer.concat([
      message(2013, flagged(0, Buffer.of(0), ping)),
      message(2013, flagged(1, Buffer.of(0), ping, Buffer.alloc(4))),
      legacy,
    ]);
    for (const byte of bytes.subarray(0, 30)) socket.write(Buffer.of(byte));
    socket.write(bytes.subarray(30));
    let answer = Buffer.alloc(0);
    for await (const chunk of socket) {
      answer = Buffer.concat([answer, chunk as Buffer]);
      if (answer.includes('ismaster')) break;
    }
    expect(answer.toString('latin1').match(/ok\0/g)).toHaveLength(3);
    expect(lines).toEqual([]);
    await server.stop();
  });
});
