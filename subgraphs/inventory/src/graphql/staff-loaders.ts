import type { Viewer } from '@cardstock/service';
import DataLoader from 'dataloader';
import type { Inspect } from '../application/reading/inspect.ts';
import type { InventoryProof, LedgerPage, PageRequest } from '../application/reading/read-ledger.ts';
import type { StockPolicy } from '../domain/stock/stock-policy.ts';

interface LedgerKey extends PageRequest {
  readonly sku: string;
}

/** Batches what staff reads of many variants in one request. Each answers in the order of its keys. */
export interface StaffLoaders {
  readonly movements: DataLoader<LedgerKey, LedgerPage, string>;
  readonly movementCountBySku: DataLoader<string, number>;
  readonly proofBySku: DataLoader<string, InventoryProof>;
  readonly policyBySku: DataLoader<string, StockPolicy>;
}

const pageKey = ({ first, after }: PageRequest): string => JSON.stringify([first, after]);

/** One read for all SKUs of which the same page is asked. */
const readPages = async (inspect: Inspect, viewer: Viewer, keys: readonly LedgerKey[]): Promise<LedgerPage[]> => {
  const pages = new Map<LedgerKey, LedgerPage>();
  for (const alike of Map.groupBy(keys, pageKey).values()) {
    const [page] = alike as [LedgerKey];
    const skus = alike.map(({ sku }) => sku);
    const read = await inspect.listMovements(viewer, skus, page);
    for (const [place, key] of alike.entries()) pages.set(key, read[place] as LedgerPage);
  }
  return keys.map((key) => pages.get(key) as LedgerPage);
};

export const makeStaffLoaders = (inspect: Inspect, viewer: Viewer): StaffLoaders => ({
  movements: new DataLoader<LedgerKey, LedgerPage, string>((keys) => readPages(inspect, viewer, keys), {
    cacheKeyFn: ({ sku, ...page }) => JSON.stringify([sku, pageKey(page)]),
  }),
  movementCountBySku: new DataLoader((skus) => inspect.countMovements(viewer, skus)),
  proofBySku: new DataLoader((skus) => inspect.proveInventory(viewer, skus)),
  policyBySku: new DataLoader((skus) => inspect.readPolicies(viewer, skus)),
});
