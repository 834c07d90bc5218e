import { defaultPolicy, type StockPolicy } from './stock-policy.ts';

export interface PolicyRefusal {
  readonly code: 'STOCK_POLICY_STALE';
  readonly expectedVersion: number;
  readonly policy: StockPolicy;
}

export type PolicyDecision =
  | { readonly ok: true; readonly policy: StockPolicy }
  | { readonly ok: false; readonly refusal: PolicyRefusal };

/** Decides new rules for a SKU: the next version of them. A SKU without rules of its own is at version 0. */
export const decidePolicy = (
  rules: Omit<StockPolicy, 'version'>,
  known: StockPolicy | null,
  expectedVersion: number | undefined,
): PolicyDecision => {
  const policy = known ?? defaultPolicy(rules.sku);
  if (expectedVersion !== undefined && expectedVersion !== policy.version)
    return { ok: false, refusal: { code: 'STOCK_POLICY_STALE', expectedVersion, policy } };
  return { ok: true, policy: { ...rules, version: policy.version + 1 } };
};
