import type { Allocation } from '../order/events.ts';

interface Pieces {
  readonly sku: string;
  readonly quantity: number;
}

const sameKind = (one: Allocation, other: Allocation): boolean =>
  one.sku === other.sku && one.warehouseId === other.warehouseId;

/** What is left of some allocations without some of their pieces. */
export const withoutPieces = (from: readonly Allocation[], gone: readonly Allocation[]): readonly Allocation[] => {
  const left = from.map((allocation) => ({ ...allocation }));
  for (const piece of gone) {
    let open = piece.quantity;
    for (const allocation of left.filter((one) => sameKind(one, piece))) {
      const taken = Math.min(open, allocation.quantity);
      allocation.quantity -= taken;
      open -= taken;
    }
  }
  return left.filter(({ quantity }) => quantity > 0);
};

/** The smallest allotments first, so that a parcel that nobody needs any more is not sent. Ties by warehouse. */
const bySize = (one: Allocation, other: Allocation): number =>
  one.quantity - other.quantity || (one.warehouseId < other.warehouseId ? -1 : 1);

const pick = (held: readonly Allocation[], { sku, quantity }: Pieces): readonly Allocation[] => {
  let open = quantity;
  return held
    .filter((allocation) => allocation.sku === sku)
    .toSorted(bySize)
    .flatMap((allocation) => {
      const taken = Math.min(open, allocation.quantity);
      open -= taken;
      return taken > 0 ? [{ ...allocation, quantity: taken }] : [];
    });
};

/** Which allocations are freed for pieces that are cancelled: the same for the same order, always. */
export const pickReleased = (held: readonly Allocation[], wanted: readonly Pieces[]): readonly Allocation[] => {
  const picked: Allocation[] = [];
  for (const pieces of wanted) picked.push(...pick(withoutPieces(held, picked), pieces));
  return picked;
};
