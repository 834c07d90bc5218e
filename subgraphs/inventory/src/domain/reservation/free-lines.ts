import type { Allocation } from '../allocation/allocation.ts';
import { placeOf } from '../stock/stock-level.ts';

interface Parted {
  readonly freed: readonly Allocation[];
  readonly left: readonly Allocation[];
}

/** Parts held lines into what is freed and what is left. At most what is held is freed, whatever is asked for. */
export const freeLines = (held: readonly Allocation[], asked: readonly Allocation[]): Parted => {
  const wanted = new Map<string, number>();
  for (const line of asked) wanted.set(placeOf(line), (wanted.get(placeOf(line)) ?? 0) + line.quantity);
  const parted = held.map((line) => {
    const pieces = Math.min(line.quantity, wanted.get(placeOf(line)) ?? 0);
    return { line, pieces };
  });
  return {
    freed: parted.filter(({ pieces }) => pieces > 0).map(({ line, pieces }) => ({ ...line, quantity: pieces })),
    left: parted
      .filter(({ line, pieces }) => pieces < line.quantity)
      .map(({ line, pieces }) => ({ ...line, quantity: line.quantity - pieces })),
  };
};
