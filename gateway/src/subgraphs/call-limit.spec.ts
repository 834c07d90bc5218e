import { describe, expect, it } from '@jest/globals';
import { CallLimit, ClientLeft, TimedOut } from './call-limit.ts';

const never = new Promise<never>(() => {});

describe('the limit of a fetch', () => {
  it("is the subgraph's own time", async () => {
    const limit = new CallLimit({ timeoutMs: 10, deadlineAt: performance.now() + 1_000 });
    await expect(limit.race(never)).rejects.toEqual(new TimedOut(true));
    expect(limit.signal.reason).toMatchObject({ isOfSubgraph: true });
  });

  it('is what is left for the request, which says nothing about the subgraph', async () => {
    const limit = new CallLimit({ timeoutMs: 1_000, deadlineAt: performance.now() + 10 });
    await expect(limit.race(never)).rejects.toBeInstanceOf(TimedOut);
    expect(limit.signal.reason).toMatchObject({ isOfSubgraph: false });
  });

  it('is over at once when nothing is left, whatever becomes of the work', async () => {
    const limit = new CallLimit({ timeoutMs: 1_000, deadlineAt: performance.now() - 1 });
    await expect(limit.race(Promise.reject(new Error('later')))).rejects.toBeInstanceOf(TimedOut);
    await expect(limit.race(Promise.resolve('an answer'))).rejects.toBeInstanceOf(TimedOut);
    expect(limit.leftMs).toBe(0);
  });

  it('is over when the client leaves, or has left before', async () => {
    const leaving = new AbortController();
    const limit = new CallLimit({ timeoutMs: 1_000, client: leaving.signal });
    const outcome = limit.race(never);
    leaving.abort();
    await expect(outcome).rejects.toBeInstanceOf(ClientLeft);
    const late = new CallLimit({ timeoutMs: 1_000, client: leaving.signal });
    expect(late.signal.reason).toBeInstanceOf(ClientLeft);
    limit.release();
    late.release();
  });

  it('leaves the outcome of the work alone', async () => {
    const limit = new CallLimit({ timeoutMs: 1_000 });
    expect(await limit.race(Promise.resolve('an answer'))).toBe('an answer');
    await expect(limit.race(Promise.reject(new Error('a failure')))).rejects.toThrow('a failure');
    limit.release();
  });
});
