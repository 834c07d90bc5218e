import { forbidden, hasScope, notFound, unauthenticated, type Viewer } from '@cardstock/service';
import { type AdjustmentRefusal, type AdjustStock, decideAdjustment } from '../domain/adjustment.ts';
import { availabilityBySku, type StockLevel } from '../domain/stock-level.ts';
import { announceAvailability } from './announce-availability.ts';
import type { InUnit } from './ports.ts';

export type AdjustOutcome =
  | { readonly ok: true; readonly level: StockLevel }
  | { readonly ok: false; readonly refusal: AdjustmentRefusal };

interface Request {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly at: Date;
}

const actorOf = (viewer: Viewer): string => {
  if (viewer.kind === 'anonymous') throw unauthenticated();
  if (!hasScope(viewer, 'stock:write')) throw forbidden();
  return viewer.kind === 'user' ? viewer.id : viewer.name;
};

/** Corrects a level by hand, unless the editor looked at an older one or orders hold the pieces. */
export const adjustStock =
  (inUnit: InUnit) =>
  async ({ viewer, requestId, at }: Request, adjustment: AdjustStock): Promise<AdjustOutcome> => {
    const actor = actorOf(viewer);
    return inUnit(async (unit) => {
      const levels = await unit.stock.lock([adjustment.sku]);
      const level = levels.find(({ warehouseId }) => warehouseId === adjustment.warehouseId);
      if (!level) throw notFound('SKU in this warehouse');
      const decision = decideAdjustment(adjustment, level, { actor, at });
      if (!decision.ok) return decision;
      const [changed] = await unit.stock.post([decision.movement]);
      if (!changed) throw new Error('a posted movement returned no level');
      const after = levels.map((other) => (other === level ? changed : other));
      announceAvailability(unit, availabilityBySku(after), { at, correlationId: requestId });
      return { ok: true, level: changed };
    });
  };
