import { type OpeningRule, openingsOf } from '../../domain/stock/opening-stock.ts';
import { bandOf, stateIn } from '../../domain/stock/stock-alert.ts';
import type { SkuAvailability } from '../../domain/stock/stock-level.ts';
import { defaultPolicy } from '../../domain/stock/stock-policy.ts';
import { announceAvailability } from '../announce-availability.ts';
import type { Cause, InUnit, StockQueries } from '../ports.ts';
import type { Crossing } from './operation-ports.ts';

/** SKUs that are known for the first time are no news, however little there is of them. */
const openingAlerts = (levels: readonly SkuAvailability[]): Crossing[] =>
  levels
    .map(({ sku, available }) => ({ sku, state: stateIn(bandOf(available, defaultPolicy(sku).lowStockAt)) }))
    .filter(({ state }) => state !== 'IN_STOCK');

interface Parts {
  readonly inUnit: InUnit;
  readonly queries: StockQueries;
  readonly rule: OpeningRule;
}

/** Learns SKUs: those without stock levels get them, in every warehouse. Says how many pieces of each can be sold. */
export const openStock =
  ({ inUnit, queries, rule }: Parts) =>
  async (skus: readonly string[], at: Date, cause: Cause, opening: OpeningRule = rule): Promise<void> => {
    const warehouseIds = (await queries.warehouses()).map(({ id }) => id);
    await inUnit(async (unit) => {
      if (!(await unit.claim(cause.messageId))) return;
      await unit.stock.open(openingsOf(skus, warehouseIds, opening), at);
      const levels = await unit.stock.availability(skus);
      await unit.alerts.open(openingAlerts(levels), at);
      announceAvailability(unit, levels, { at, ...cause });
    });
  };

export type OpenStock = ReturnType<typeof openStock>;
