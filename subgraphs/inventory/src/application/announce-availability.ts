import { InventoryChanged } from '@cardstock/contracts';
import type { SkuAvailability } from '../domain/stock/stock-level.ts';
import type { Unit } from './ports.ts';

interface Occasion {
  readonly at: Date;
  readonly correlationId: string;
}

/** Tells the catalog how much of these SKUs can be sold now. */
export const announceAvailability = (
  unit: Unit,
  levels: readonly SkuAvailability[],
  { at, correlationId }: Occasion,
): void => {
  if (levels.length === 0) return;
  unit.send(InventoryChanged, { levels: [...levels] }, { subject: 'availability', occurredAt: at, correlationId });
};
