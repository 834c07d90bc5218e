import { isUuid } from '@cardstock/contracts';
import {
  badUserInput,
  type Connection,
  checkFirst,
  decodeCursor,
  encodeCursor,
  forbidden,
  hasScope,
  toConnection,
  type Viewer,
} from '@cardstock/service';
import { requireSomebody } from '../access.ts';
import type { Page } from '../index.ts';
import type { Mismatch, PaymentCheck } from './payment-reconciliation.ts';

interface PlaceInMismatches {
  readonly at: Date;
  readonly id: string;
}

export interface ReconciliationQueries {
  /** Newest first; up to `limit` after the given place. */
  mismatches(limit: number, after?: PlaceInMismatches): Promise<{ rows: readonly Mismatch[]; totalCount: number }>;
  checksOf(orderIds: readonly string[]): Promise<readonly PaymentCheck[]>;
}

const placeIn = (after: string | undefined): PlaceInMismatches | undefined => {
  if (after === undefined) return undefined;
  const [time, id] = decodeCursor(after, 2);
  const at = new Date(String(time));
  if (at.getTime() >= 0 && isUuid(String(id))) return { at, id: String(id) };
  throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
};

/** Where the provider's books and ours did not say the same, newest first. Staff only. */
export const makeListMismatches =
  ({ mismatches }: ReconciliationQueries) =>
  async (viewer: Viewer, { first, after }: Page): Promise<Connection<Mismatch>> => {
    requireSomebody(viewer);
    if (!hasScope(viewer, 'order:read')) throw forbidden();
    const { rows, totalCount } = await mismatches(checkFirst(first) + 1, placeIn(after));
    const cursorOf = ({ at, id }: Mismatch): string => encodeCursor([at.toISOString(), id]);
    return toConnection({ rows, first, after, totalCount, cursorOf, nodeOf: (mismatch) => mismatch });
  };

/** What the last comparison said of orders, in the order of the ids; null for everybody but staff. */
export const makeReadChecks =
  ({ checksOf }: ReconciliationQueries) =>
  async (viewer: Viewer, orderIds: readonly string[]): Promise<(PaymentCheck | null)[]> => {
    if (!hasScope(viewer, 'order:read')) return orderIds.map(() => null);
    const checks = new Map((await checksOf(orderIds)).map((check) => [check.orderId, check]));
    return orderIds.map((id) => checks.get(id) ?? null);
  };
