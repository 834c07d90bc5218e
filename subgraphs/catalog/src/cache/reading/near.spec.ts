import { describe, expect, it } from '@jest/globals';
import { type Entry, NearEntries } from './near.ts';

const anEntry = (value: unknown): Entry => ({ value, size: 10, from: 'database' });

/** Reads that come when the test lets them. */
const slowSource = (mostCharacters = 1_000) => {
  const reads: PromiseWithResolvers<Entry>[] = [];
  const load = () => {
    const read = Promise.withResolvers<Entry>();
    reads.push(read);
    return read.promise;
  };
  const clock = { ms: 1_000, now: () => clock.ms };
  return { reads, clock, near: new NearEntries({ mostCharacters, load, clock }) };
};

const NAME = 'product:a';

describe('the entries of a process', () => {
  it('are read once, whoever asks for them, and known then', async () => {
    const { reads, near } = slowSource();
    const asked = [near.get(NAME), near.get(NAME)];
    reads[0]?.resolve(anEntry('one'));
    expect(await Promise.all(asked)).toEqual([
      { value: 'one', from: 'database' },
      { value: 'one', from: 'joined' },
    ]);
    expect(near.knows(NAME)).toBe(true);
    expect(reads).toHaveLength(1);
  });

  it('that are dropped while they are read go to who asked before, are not kept, and are read again', async () => {
    const { reads, near } = slowSource();
    const before = near.get(NAME);
    near.drop(NAME);
    const after = near.get(NAME);
    reads[0]?.resolve(anEntry('old'));
    expect((await before).value).toBe('old');
    expect(near.knows(NAME)).toBe(false);
    reads[1]?.resolve(anEntry('new'));
    expect((await after).value).toBe('new');
    expect((await near.get(NAME)).value).toBe('new');
  });

  it.each(['drop', 'clear'] as const)('that are not there are known, unless a %s came meanwhile', async (how) => {
    const { reads, near } = slowSource();
    const asked = near.get(NAME);
    near[how](NAME);
    reads[0]?.resolve(anEntry(undefined));
    expect((await asked).value).toBeUndefined();
    expect(near.knows(NAME)).toBe(false);
    const again = near.get(NAME);
    reads[1]?.resolve(anEntry(undefined));
    expect((await again).value).toBeUndefined();
    expect(near.knows(NAME)).toBe(true);
    near[how](NAME);
    expect(near.knows(NAME)).toBe(false);
  });

  it('that fail are not remembered, and fail for all who wait', async () => {
    const { reads, near } = slowSource();
    const asked = [near.get(NAME), near.get(NAME)];
    reads[0]?.reject(new Error('no tables'));
    for (const outcome of await Promise.allSettled(asked)) expect(outcome.status).toBe('rejected');
    const again = near.get(NAME);
    reads[1]?.resolve(anEntry('one'));
    expect((await again).value).toBe('one');
  });

  it('are shown while they are read again after a minute, also where that fails', async () => {
    const { reads, clock, near } = slowSource();
    const first = near.get(NAME);
    reads[0]?.resolve(anEntry('one'));
    await first;
    clock.ms += 60_001;
    expect([(await near.get(NAME)).value, (await near.get(NAME)).value]).toEqual(['one', 'one']);
    expect(reads).toHaveLength(2);
    reads[1]?.reject(new Error('no tables'));
    await new Promise(setImmediate);
    expect((await near.get(NAME)).value).toBe('one');
    reads[2]?.resolve(anEntry('two'));
    await new Promise(setImmediate);
    expect((await near.get(NAME)).value).toBe('two');
    expect(reads).toHaveLength(3);
  });

  it('are few enough for the room there is, and those used last', async () => {
    const { reads, near } = slowSource(60);
    for (const name of ['product:a', 'product:b', 'product:c', 'product:d'] as const) {
      const asked = near.get(name);
      reads.at(-1)?.resolve(anEntry(name));
      await asked;
    }
    expect(near.characters).toBeLessThanOrEqual(60);
    expect(near.knows('product:a')).toBe(false);
    expect(near.knows('product:d')).toBe(true);
  });
});
