import type { Allocation } from '../allocation/allocation.ts';
import type { Movement, MovementKind } from '../stock/movement.ts';

const SIGNS: Readonly<Record<'RESERVE' | 'RELEASE' | 'COMMIT', readonly [onHand: -1 | 0, reserved: -1 | 1]>> = {
  RESERVE: [0, 1],
  RELEASE: [0, -1],
  COMMIT: [-1, -1],
};

interface Account {
  readonly orderId: string;
  readonly reason: string;
  readonly at: Date;
}

/** The ledger entries for lines that are held, freed or shipped for an order. */
export const move = (
  kind: keyof typeof SIGNS & MovementKind,
  lines: readonly Allocation[],
  { orderId, reason, at }: Account,
): Movement[] => {
  const [onHand, reserved] = SIGNS[kind];
  return lines.map(({ sku, warehouseId, quantity }) => ({
    kind,
    sku,
    warehouseId,
    onHandDelta: onHand === 0 ? 0 : -quantity,
    reservedDelta: reserved * quantity,
    orderId,
    reason,
    actor: 'order',
    occurredAt: at,
  }));
};
