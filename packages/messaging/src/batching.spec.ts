import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from '@jest/globals';
import { makeBatcher } from './batching.ts';

const gate = () => Promise.withResolvers<void>();

describe('a batcher', () => {
  it('handles together what comes together, and gives each its own result', async () => {
    const batches: (readonly number[])[] = [];
    const double = makeBatcher<number, number>({
      handle: async (items) => {
        batches.push(items);
        return items.map((item) => item * 2);
      },
    });
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('works on its own, not as a part of what the first to come is doing', async () => {
    const request = new AsyncLocalStorage<string>();
    const whose = makeBatcher<number, string>({
      handle: async (items) => items.map(() => request.getStore() ?? 'nobody’s'),
    });
    expect(await request.run('mine', () => whose(1))).toBe('nobody’s');
  });

  it('keeps what comes meanwhile for the next batch, in order and no more than fit', async () => {
    const { promise: first, resolve: open } = gate();
    const batches: (readonly number[])[] = [];
    const take = makeBatcher<number>({
      atMost: 2,
      handle: async (items) => {
        batches.push(items);
        if (items.includes(0)) await first;
        return items.map(() => undefined);
      },
    });
    const one = take(0);
    await new Promise(setImmediate);
    const others = [1, 2, 3].map(take);
    open();
    await Promise.all([one, ...others]);
    expect(batches).toEqual([[0], [1, 2], [3]]);
  });

  it('fails only the item that cannot be handled', async () => {
    const take = makeBatcher<number, number>({
      handle: async (items) => {
        if (items.includes(13)) throw new Error('13 is unlucky');
        return [...items];
      },
    });
    const outcomes = await Promise.allSettled([12, 13, 14].map(take));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await take(15)).toBe(15);
  });

  it('works on several batches at once where that is allowed', async () => {
    const { promise, resolve: open } = gate();
    const begun: number[] = [];
    const take = makeBatcher<number>({
      atMost: 1,
      batchesAtOnce: 2,
      handle: async ([item = 0]) => {
        begun.push(item);
        await promise;
        return [undefined];
      },
    });
    const all = Promise.all([1, 2, 3].map(take));
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    expect(begun).toEqual([1, 2]);
    open();
    await all;
    expect(begun).toEqual([1, 2, 3]);
  });
});
