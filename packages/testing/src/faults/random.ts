/** A source of chance that says the same for the same seed, on every machine. */
export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  /** One of the items. Throws where there is none. */
  pick<Item>(items: readonly Item[]): Item;
  shuffle<Item>(items: readonly Item[]): Item[];
  /** Another source, of the same seed, that does not depend on how often this one was asked. */
  fork(name: string): Random;
}

const hashOf = (text: string): number => {
  let hash = 2_166_136_261;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619);
  return hash >>> 0;
};

// mulberry32: small, fast, and good enough to spread faults.
const generator = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const makeRandom = (seed: number): Random => {
  const next = generator(seed);
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new Error('there is nothing to pick from');
    return item;
  };
  const shuffle = <Item>(items: readonly Item[]): Item[] => {
    const list = [...items];
    for (let last = list.length - 1; last > 0; last -= 1) {
      const other = int(0, last);
      [list[last], list[other]] = [list[other] as Item, list[last] as Item];
    }
    return list;
  };
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    shuffle,
    fork: (name) => makeRandom(hashOf(`${seed} ${name}`)),
  };
};
