import { type OpeningRule, openingsOf } from '../domain/opening-stock.ts';
import { announceAvailability } from './announce-availability.ts';
import type { Cause, InUnit, StockQueries } from './ports.ts';

interface Parts {
  readonly inUnit: InUnit;
  readonly queries: StockQueries;
  readonly rule: OpeningRule;
}

/** Learns SKUs: those without stock levels get them, in every warehouse. Says how many pieces of each can be sold. */
export const openStock =
  ({ inUnit, queries, rule }: Parts) =>
  async (skus: readonly string[], at: Date, cause: Cause): Promise<void> => {
    const warehouseIds = (await queries.warehouses()).map(({ id }) => id);
    await inUnit(async (unit) => {
      if (!(await unit.claim(cause.messageId))) return;
      await unit.stock.open(openingsOf(skus, warehouseIds, rule), at);
      announceAvailability(unit, await unit.stock.availability(skus), { at, ...cause });
    });
  };

export type OpenStock = ReturnType<typeof openStock>;
