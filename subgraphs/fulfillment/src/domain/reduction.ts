import type { Shipment, ShipmentLine } from './shipment.ts';

/** Pieces that their order does not want any more. */
export interface Reduction {
  readonly changeId: string;
  readonly lines: readonly ShipmentLine[];
}

const isSame = (one: ShipmentLine, other: ShipmentLine): boolean =>
  one.sku === other.sku && one.warehouseId === other.warehouseId;

/** What is left without some pieces; undefined where they are not all there. */
const without = (
  lines: readonly ShipmentLine[],
  gone: readonly ShipmentLine[],
): readonly ShipmentLine[] | undefined => {
  const left = lines.map((line) => ({ ...line }));
  for (const piece of gone) {
    let open = piece.quantity;
    for (const line of left.filter((one) => isSame(one, piece))) {
      const taken = Math.min(open, line.quantity);
      line.quantity -= taken;
      open -= taken;
    }
    if (open > 0) return undefined;
  }
  return left.filter(({ quantity }) => quantity > 0);
};

/**
 * The shipment without some pieces, as long as nothing is packed; undefined where it is too late, or they are not in it.
 * A shipment that nothing is left of is cancelled.
 */
export const reduce = (shipment: Shipment, { lines: gone }: Reduction): Shipment | undefined => {
  const { status, consignment, version } = shipment;
  if (consignment === null || (status !== 'AWAITING_PICK' && status !== 'PICKING')) return undefined;
  const lines = without(consignment.lines, gone);
  if (!lines) return undefined;
  const reduced = { ...shipment, consignment: { ...consignment, lines } };
  return lines.length > 0 ? reduced : { ...reduced, status: 'CANCELLED', version: version + 1 };
};
