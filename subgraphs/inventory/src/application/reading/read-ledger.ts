import {
  badUserInput,
  type Connection,
  checkFirst,
  decodeCursor,
  encodeCursor,
  toConnection,
  type Viewer,
} from '@cardstock/service';
import { checkMayRead } from '../access.ts';
import type { LedgerEntry, LevelProof, StaffQueries } from './staff-queries.ts';

export interface PageRequest {
  readonly first: number;
  readonly after: string | undefined;
}

/** A page of the ledger; how long the list is, is counted only when somebody asks. */
export type LedgerPage = Omit<Connection<LedgerEntry>, 'totalCount'> & { readonly sku: string };

const MOST_DIGITS = 18;

const entryId = (after: string | undefined): string | undefined => {
  if (after === undefined) return undefined;
  const id = String(decodeCursor(after, 1)[0]);
  if (!new RegExp(`^\\d{1,${MOST_DIGITS}}$`).test(id))
    throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
  return id;
};

/** The ledger of each SKU, the newest entry first: for staff. In the order of the SKUs asked for. */
export const listMovements =
  (queries: StaffQueries) =>
  async (viewer: Viewer, skus: readonly string[], { first, after }: PageRequest): Promise<LedgerPage[]> => {
    checkMayRead(viewer);
    const slice = { limit: checkFirst(first) + 1, after: entryId(after) };
    const entries = Map.groupBy(await queries.movementsOf(skus, slice), ({ sku }) => sku);
    return skus.map((sku) => {
      const page = { rows: entries.get(sku) ?? [], first, after, totalCount: 0 };
      const nodes = { cursorOf: ({ id }: LedgerEntry) => encodeCursor([id]), nodeOf: (entry: LedgerEntry) => entry };
      return { ...toConnection({ ...page, ...nodes }), sku };
    });
  };

/** How many entries the ledger of each SKU has: for staff. */
export const countMovements =
  (queries: StaffQueries) =>
  async (viewer: Viewer, skus: readonly string[]): Promise<number[]> => {
    checkMayRead(viewer);
    const counts = await queries.countMovements(skus);
    return skus.map((sku) => counts.get(sku) ?? 0);
  };

/** What proves, or breaks, the books of one SKU: sums over its levels, in pieces. */
export interface InventoryProof extends Omit<LevelProof, 'sku' | 'warehouseId'> {
  readonly movements: number;
  readonly levels: readonly LevelProof[];
}

const sumOf = (
  levels: readonly LevelProof[],
  part: Exclude<keyof LevelProof, 'sku' | 'warehouseId' | 'agrees'>,
): number => levels.reduce((sum, level) => sum + level[part], 0);

/** Folds ledger and open reservations of each SKU and holds them against its levels: for staff. */
export const proveInventory =
  (queries: StaffQueries) =>
  async (viewer: Viewer, skus: readonly string[]): Promise<InventoryProof[]> => {
    checkMayRead(viewer);
    const [proofs, counts] = await Promise.all([queries.proofsOf(skus), queries.countMovements(skus)]);
    const proofsOf = Map.groupBy(proofs, ({ sku }) => sku);
    return skus.map((sku) => {
      const levels = proofsOf.get(sku) ?? [];
      return {
        onHand: sumOf(levels, 'onHand'),
        reserved: sumOf(levels, 'reserved'),
        ledgerOnHand: sumOf(levels, 'ledgerOnHand'),
        ledgerReserved: sumOf(levels, 'ledgerReserved'),
        openReservations: sumOf(levels, 'openReservations'),
        movements: counts.get(sku) ?? 0,
        agrees: levels.every(({ agrees }) => agrees),
        levels,
      };
    });
  };
