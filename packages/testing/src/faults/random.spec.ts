import { describe, expect, it } from '@jest/globals';
import { makeRandom } from './random.ts';

const draw = (seed: number) => {
  const random = makeRandom(seed);
  return Array.from({ length: 20 }, () => random.int(1, 1_000));
};

describe('chance by seed', () => {
  it('says the same for the same seed, and something else for another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('keeps within its bounds', () => {
    const random = makeRandom(1);
    const drawn = Array.from({ length: 1_000 }, () => random.int(3, 5));
    expect([...new Set(drawn)].sort()).toEqual([3, 4, 5]);
  });

  it('shuffles without losing anything', () => {
    const items = [1, 2, 3, 4, 5, 6, 7];
    const shuffled = makeRandom(3).shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted()).toEqual(items);
  });

  it('forks into sources that do not depend on how often the first was asked', () => {
    const [fresh, used] = [makeRandom(5), makeRandom(5)];
    used.next();
    expect(fresh.fork('cards').next()).toBe(used.fork('cards').next());
    expect(fresh.fork('cards').next()).not.toBe(fresh.fork('coins').next());
  });
});
