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
import type { PageRequest } from '../reading/read-ledger.ts';
import type { StaffQueries, StandingAlert } from '../reading/staff-queries.ts';

/** A page of alerts; how many there are is counted only when somebody asks. */
export type AlertPage = Omit<Connection<StandingAlert>, 'totalCount'> & { readonly state: AlertFilter };

export type AlertFilter = StandingAlert['state'] | undefined;

/** The SKU in a cursor. Throws BAD_USER_INPUT. */
export const skuIn = (after: string | undefined): string | undefined => {
  if (after === undefined) return undefined;
  const [sku] = decodeCursor(after, 1);
  if (typeof sku !== 'string' || !/^[^\p{Cc}\p{Cs}]*$/u.test(sku))
    throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
  return sku;
};

/** The alerts that stand, by SKU: for staff. */
export const listAlerts =
  (queries: StaffQueries) =>
  async (viewer: Viewer, state: AlertFilter, { first, after }: PageRequest): Promise<AlertPage> => {
    checkMayRead(viewer);
    const rows = await queries.alerts(state, { limit: checkFirst(first) + 1, after: skuIn(after) });
    const page = { rows, first, after, totalCount: 0, nodeOf: (alert: StandingAlert) => alert };
    return { ...toConnection({ ...page, cursorOf: ({ sku }) => encodeCursor([sku]) }), state };
  };

/** How many alerts stand: for staff. */
export const countAlerts =
  (queries: StaffQueries) =>
  async (viewer: Viewer, state: AlertFilter): Promise<number> => {
    checkMayRead(viewer);
    return queries.countAlerts(state);
  };
