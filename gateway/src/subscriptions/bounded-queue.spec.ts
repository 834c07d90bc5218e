import { describe, expect, it } from '@jest/globals';
import { BoundedQueue } from './bounded-queue.ts';

describe('a bounded queue', () => {
  it('gives values in order, also to who waits already', async () => {
    const queue = new BoundedQueue<number>(2);
    const waiting = queue.next();
    expect([queue.push(1), queue.push(2), queue.push(3), queue.push(4)]).toEqual([true, true, true, false]);
    expect([await waiting, await queue.next(), await queue.next()]).toEqual(
      [1, 2, 3].map((value) => ({ done: false, value })),
    );
  });

  it('ends after what it holds, with its error once', async () => {
    const queue = new BoundedQueue<number>(2);
    queue.push(1);
    queue.end({ reason: new Error('cut') });
    queue.end();
    expect(queue.push(2)).toBe(true);
    expect(await queue.next()).toEqual({ done: false, value: 1 });
    await expect(queue.next()).rejects.toThrow('cut');
  });

  it('ends for who waits', async () => {
    const [ended, broken] = [new BoundedQueue<number>(1), new BoundedQueue<number>(1)];
    const waiting = [ended.next(), broken.next()];
    ended.end();
    broken.end({ reason: 'cut' });
    expect(await waiting[0]).toEqual({ done: true, value: undefined });
    await expect(waiting[1]).rejects.toBe('cut');
  });

  it('forgets what nobody will take', async () => {
    const queue = new BoundedQueue<number>(2);
    queue.push(1);
    expect(queue.clear()).toEqual([1]);
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });
});
