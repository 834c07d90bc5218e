import type { Viewer } from '@cardstock/service';
import { defaultPolicy, type StockPolicy } from '../../domain/stock/stock-policy.ts';
import { checkMayRead } from '../access.ts';
import type { StockQueries } from '../ports.ts';

/** The policy of each SKU, or the one that holds by default: for staff. In the order of the SKUs asked for. */
export const readPolicies =
  (queries: StockQueries) =>
  async (viewer: Viewer, skus: readonly string[]): Promise<StockPolicy[]> => {
    checkMayRead(viewer);
    const policies = new Map((await queries.levelsOf(skus)).map(({ sku, policy }) => [sku, policy]));
    return skus.map((sku) => policies.get(sku) ?? defaultPolicy(sku));
  };
