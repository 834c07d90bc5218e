import type { InUnit, StockQueries } from '../ports.ts';
import { bulkAdjustStock, type ReadFile } from './bulk-adjust-stock.ts';
import { countStock } from './count-stock.ts';
import { receiveStock } from './receive-stock.ts';
import { setWarehouseActive, upsertWarehouse } from './save-warehouse.ts';
import { setSafetyStock } from './set-safety-stock.ts';
import { setStockPolicy } from './set-stock-policy.ts';
import { transferStock } from './transfer-stock.ts';

interface Parts {
  readonly inUnit: InUnit;
  readonly queries: StockQueries;
  readonly readFile: ReadFile;
}

/** What staff can do to stock, beside correcting it. */
export const makeOperate = ({ inUnit, queries, readFile }: Parts) => ({
  bulkAdjustStock: bulkAdjustStock({ inUnit, queries, readFile }),
  receiveStock: receiveStock(inUnit),
  transferStock: transferStock(inUnit),
  countStock: countStock(inUnit),
  setSafetyStock: setSafetyStock(inUnit),
  setStockPolicy: setStockPolicy(inUnit),
  upsertWarehouse: upsertWarehouse(inUnit),
  setWarehouseActive: setWarehouseActive(inUnit),
});

export type Operate = ReturnType<typeof makeOperate>;
