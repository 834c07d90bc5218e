import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually, freshRedisUrl, testTools } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProjection } from '../../src/projection/projection-loop.ts';
import { type CachedShop, openCachedShop, PRODUCTS } from './cached-shop.ts';

const [CARD = ''] = PRODUCTS;

let shop: CachedShop;
let redisUrl: string;
let child: ChildProcess;
beforeAll(async () => {
  redisUrl = await freshRedisUrl();
  shop = await openCachedShop(redisUrl);
  const projection = startProjection(shop.projectorBy(redisUrl), testTools('projection').log);
  child = fork(join(import.meta.dirname, 'reader.main.ts'), [shop.stores.databaseUrl, redisUrl, CARD], {
    env: { PATH: process.env['PATH'] },
    execArgv: [],
  });
  await once(child, 'message');
  await projection.stop();
});
afterAll(async () => {
  child.disconnect();
  await once(child, 'exit');
  await shop.close();
});

interface Answer {
  readonly version: number;
  readonly isTrusted: boolean;
}

const ask = async (): Promise<Answer> => {
  const answer = once(child, 'message');
  child.send('read');
  return (await answer)[0] as Answer;
};

describe('a process that is stopped as a whole', () => {
  it('holds up a change no longer than its lease, and does not show what was before it when it goes on', async () => {
    await eventually(async () => {
      await shop.step();
      expect(await ask()).toEqual({ version: 1, isTrusted: true });
    });
    child.kill('SIGSTOP');
    const version = await shop.reprice(CARD);
    await shop.step();
    expect(await shop.versionOf(CARD)).toBe(version);
    const asked = ask();
    child.kill('SIGCONT');
    expect(await asked).toMatchObject({ version });
  });
});
