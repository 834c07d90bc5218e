import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { startLoop } from './loop.ts';

it('does its rounds on its own, not as a part of what whoever wakes it is doing', async () => {
  const request = new AsyncLocalStorage<string>();
  const woken = Promise.withResolvers<string>();
  let rounds = 0;
  const round = async (): Promise<number> => {
    rounds += 1;
    if (rounds === 2) woken.resolve(request.getStore() ?? 'nobody’s');
    return 3_600_000;
  };
  const loop = startLoop({ name: 'a loop', round, log: pino({ level: 'silent' }) });
  request.run('mine', () => loop.wake());
  expect(await woken.promise).toBe('nobody’s');
  await loop.stop();
});
