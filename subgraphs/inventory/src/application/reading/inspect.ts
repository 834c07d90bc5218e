import { countAlerts, listAlerts } from '../alerts/list-alerts.ts';
import { suggestReplenishment } from '../alerts/suggest-replenishment.ts';
import type { StockQueries } from '../ports.ts';
import { countMovements, listMovements, proveInventory } from './read-ledger.ts';
import { readPolicies } from './read-policies.ts';
import type { StaffQueries } from './staff-queries.ts';

interface Parts {
  readonly queries: StockQueries;
  readonly staffQueries: StaffQueries;
  readonly now: () => Date;
}

/** What staff can see of stock, beside its levels. */
export const makeInspect = ({ queries, staffQueries, now }: Parts) => ({
  listMovements: listMovements(staffQueries),
  countMovements: countMovements(staffQueries),
  proveInventory: proveInventory(staffQueries),
  readPolicies: readPolicies(queries),
  listAlerts: listAlerts(staffQueries),
  countAlerts: countAlerts(staffQueries),
  suggestReplenishment: suggestReplenishment(staffQueries, now),
});

export type Inspect = ReturnType<typeof makeInspect>;
