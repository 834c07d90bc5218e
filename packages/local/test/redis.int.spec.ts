import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Redis as Client } from 'ioredis';
import { freePort } from '../src/ports.ts';
import { type Redis, startRedis } from '../src/redis/index.ts';

let folder: string;
let running: Redis[];
let lines: string[];

const start = async (port?: number): Promise<Redis> => {
  const redis = await startRedis({
    dataFolder: folder,
    port: port ?? (await freePort()),
    log: (line) => void lines.push(line),
  });
  running.push(redis);
  return redis;
};

const withClient = async <T>({ url }: Redis, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client(url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
};

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'cardstock redis-')), 'data');
  running = [];
  lines = [];
});

afterEach(async () => {
  await Promise.all(running.map((redis) => redis.stop()));
  await rm(join(folder, '..'), { recursive: true, force: true });
});

it('keeps its data from one start to the next', async () => {
  const first = await start();
  await withClient(first, (client) => client.set('cart', '3 boosters'));
  await first.stop();
  await expect(first.exited).resolves.toBe('exit code 0');

  expect(await withClient(await start(), (client) => client.get('cart'))).toBe('3 boosters');
});

it('never evicts keys and logs every write, as queues need it', async () => {
  const settings = await withClient(await start(), async (client) => [
    await client.config('GET', 'maxmemory-policy'),
    await client.config('GET', 'appendonly'),
    await client.config('GET', 'bind'),
  ]);
  expect(settings).toEqual([
    ['maxmemory-policy', 'noeviction'],
    ['appendonly', 'yes'],
    ['bind', '127.0.0.1'],
  ]);
});

it('refuses a folder that another server uses', async () => {
  await start();
  await expect(start()).rejects.toThrow(/is in use: process \d+/);
});

it('says when the port is taken', async () => {
  const { port } = await start();
  folder = join(folder, '..', 'other');
  await expect(start(port)).rejects.toThrow(`port ${port}`);
});

// The child starts a server and is killed before it can stop it; NODE_OPTIONS of jest are not for it.
const leaveOrphan = async (): Promise<number> => {
  const program = `
    import { startRedis } from ${JSON.stringify(new URL('../src/redis/index.ts', import.meta.url).href)};
    const { pid } = await startRedis({ dataFolder: ${JSON.stringify(folder)}, port: ${await freePort()}, log: () => {} });
    process.stdout.write(String(pid));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { env: { PATH: process.env['PATH'] } });
  const [pid] = await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return Number(pid);
};

it('stops the server that a killed process left behind, and goes on with its data', async () => {
  const orphan = await leaveOrphan();
  const redis = await start();
  expect(redis.pid).not.toBe(orphan);
  expect(lines).toContain(`stopping a Redis (process ${orphan}) that an earlier start left behind`);
});

it('explains a corrupt append-only file', async () => {
  await (await start()).stop();
  const aofFolder = join(folder, 'appendonlydir');
  const files = await readdir(aofFolder).catch(() => []);
  const written = files.find((file) => file.endsWith('.incr.aof'));
  await writeFile(written ? join(aofFolder, written) : join(folder, 'appendonly.aof'), 'this is no log');

  await expect(start()).rejects.toThrow(/cannot read its append-only file[\s\S]*npm run reset[\s\S]*Bad file format/);
});
