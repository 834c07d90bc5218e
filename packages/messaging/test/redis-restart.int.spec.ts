import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@cardstock/local/ports';
import { type Redis as RedisServer, startRedis } from '@cardstock/local/redis';
import { eventually } from '@cardstock/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { makeBench, released } from './message-bench.ts';

let folder: string;
let port: number;
let server: RedisServer;
let bench: Awaited<ReturnType<typeof makeBench>>;

const startServer = async (): Promise<void> => {
  server = await startRedis({ dataFolder: join(folder, 'redis'), port, log: () => undefined });
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cardstock-redis-'));
  port = await freePort();
  await startServer();
  bench = await makeBench(server.url);
});

afterEach(async () => {
  await bench.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const idsOf = (messages: readonly { readonly id: string }[]): string[] => messages.map(({ id }) => id).sort();
const nothingWaits = (): Promise<void> =>
  eventually(async () =>
    expect(await bench.sql('select 1 from outbox_message where published_at is null')).toHaveLength(0),
  );

it('has each effect once although Redis is killed while messages flow', async () => {
  bench.relay();
  bench.receiveWithEffect();
  const messages = Array.from({ length: 300 }, () => released());
  for (let from = 0; from < messages.length; from += 25) {
    await bench.send(...messages.slice(from, from + 25));
    if (from === 100) {
      process.kill(server.pid, 'SIGKILL');
      await server.exited;
    }
    if (from === 200) await startServer();
  }
  await eventually(async () => expect(await bench.effects()).toHaveLength(messages.length));
  expect(await bench.effects()).toEqual(idsOf(messages));
});

it('sends again what a restarted Redis has forgotten', async () => {
  bench.relay();
  const [kept, lost] = [released(), released()];
  await bench.send(kept, lost);
  await nothingWaits();
  // As after a power cut: the server comes back with its mark, but without the last that it was given.
  const redis = new Redis(server.url);
  await redis.lrem('{cardstock-order}:order:wait', 0, lost.id);
  await redis.del(`{cardstock-order}:order:${lost.id}`);
  await redis.quit();
  await server.stop();
  await startServer();
  bench.receiveWithEffect();
  await eventually(async () => expect(await bench.effects()).toEqual(idsOf([kept, lost])));
});

it('starts to send when Redis comes later than the relay', async () => {
  await server.stop();
  bench.relay();
  bench.receiveWithEffect();
  const message = released();
  await bench.send(message);
  await startServer();
  await eventually(async () => expect(await bench.effects()).toEqual([message.id]));
});
