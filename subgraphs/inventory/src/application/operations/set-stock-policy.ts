import { decidePolicy, type PolicyRefusal } from '../../domain/stock/policy-edit.ts';
import type { StockPolicy } from '../../domain/stock/stock-policy.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import { announceChange } from '../announce-change.ts';
import type { InUnit } from '../ports.ts';
import { lockSku } from './edit-level.ts';

interface SetStockPolicy {
  readonly rules: Omit<StockPolicy, 'version'>;
  readonly reason: string;
  readonly expectedVersion: number | undefined;
}

export type PolicyOutcome =
  | { readonly ok: true; readonly policy: StockPolicy }
  | { readonly ok: false; readonly refusal: PolicyRefusal };

/** Says how a SKU is sold when there is little or nothing of it. Throws NOT_FOUND for an unknown SKU. */
export const setStockPolicy =
  (inUnit: InUnit) =>
  async (request: StaffRequest, { rules, reason, expectedVersion }: SetStockPolicy): Promise<PolicyOutcome> => {
    const { at, requestId } = request;
    const actor = editorOf(request.viewer);
    return inUnit(async (unit) => {
      const before = await lockSku(unit, rules.sku);
      const known = before[0]?.policy ?? null;
      const decision = decidePolicy(rules, known, expectedVersion);
      if (!decision.ok) return decision;
      const { policy } = decision;
      await unit.settings.savePolicy(policy);
      const note = { setting: 'POLICY', sku: rules.sku, warehouseId: null, reason, actor, at } as const;
      await unit.settings.note({ ...note, before: known, after: policy });
      const touched = await unit.stock.touch([rules.sku]);
      const changed = touched.map((level) => ({ ...level, policy }));
      await announceChange(unit, { before, changed }, { at, correlationId: requestId });
      return { ok: true, policy };
    });
  };
