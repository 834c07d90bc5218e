import type { OpeningRule } from '../domain/stock/opening-stock.ts';
import { adjustStock } from './operations/adjust-stock.ts';
import { openStock } from './operations/open-stock.ts';
import type { InUnit, StockQueries } from './ports.ts';
import { listWarehouses, readAvailability, readStock } from './reading/read-stock.ts';
import { tellAvailability } from './tell-availability.ts';

interface Parts {
  readonly inUnit: InUnit;
  readonly queries: StockQueries;
  readonly openingRule: OpeningRule;
}

/** Everything that can be asked of the inventory. */
export const makeApplication = ({ inUnit, queries, openingRule }: Parts) => ({
  openStock: openStock({ inUnit, queries, rule: openingRule }),
  adjustStock: adjustStock(inUnit),
  tellAvailability: tellAvailability(inUnit),
  readAvailability: readAvailability(queries),
  readStock: readStock(queries),
  listWarehouses: listWarehouses(queries),
});

export type Application = ReturnType<typeof makeApplication>;
