/** A set of slots, a bit for each: which products have a word, and at last which ones are found. */
export type Slots = Uint32Array;

const BITS = 32;
const ALL = 0xff_ff_ff_ff;

/** None of so many. */
export const noSlots = (size: number): Slots => new Uint32Array(Math.ceil(size / BITS));

export const putSlot = (slots: Slots, slot: number): void => {
  const at = slot >>> 5;
  slots[at] = (slots[at] ?? 0) | (1 << (slot & 31));
};

export const removeSlot = (slots: Slots, slot: number): void => {
  const at = slot >>> 5;
  slots[at] = (slots[at] ?? 0) & ~(1 << (slot & 31));
};

/** What is in both, in the first. The second may be longer. */
export const keepOnly = (slots: Slots, others: Slots): Slots => {
  for (let at = 0; at < slots.length; at += 1) slots[at] = (slots[at] ?? 0) & (others[at] ?? 0);
  return slots;
};

/** The first must be as long as the others. */
export const addAll = (slots: Slots, others: Slots): Slots => {
  for (let at = 0; at < others.length; at += 1) slots[at] = (slots[at] ?? 0) | (others[at] ?? 0);
  return slots;
};

/** All others, also those that nobody has. */
export const opposite = (slots: Slots): Slots => {
  for (let at = 0; at < slots.length; at += 1) slots[at] = (slots[at] ?? 0) ^ ALL;
  return slots;
};

export const forEachSlot = (slots: Slots, visit: (slot: number) => void): void => {
  for (let at = 0; at < slots.length; at += 1) {
    for (let rest = slots[at] ?? 0; rest !== 0; rest &= rest - 1) visit(at * BITS + 31 - Math.clz32(rest & -rest));
  }
};

/** Whether there are no more than so many. */
export const areFew = (slots: Slots, most: number): boolean => {
  let left = most;
  for (let at = 0; at < slots.length; at += 1) {
    for (let rest = slots[at] ?? 0; rest !== 0; rest &= rest - 1) left -= 1;
    if (left < 0) return false;
  }
  return true;
};
