import type { Check, Facts, Result } from './check.ts';
import { CLIENT_CHECKS } from './clients.ts';
import { MONEY_CHECKS } from './money.ts';
import { ORDER_CHECKS } from './orders.ts';
import { QUIET_CHECKS } from './quiet.ts';
import { STOCK_CHECKS } from './stock.ts';

const CHECKS: readonly Check[] = [...STOCK_CHECKS, ...ORDER_CHECKS, ...MONEY_CHECKS, ...CLIENT_CHECKS, ...QUIET_CHECKS];

const byId = new Intl.Collator('en', { numeric: true });
// Safety before liveness, each in the order of its number.
const rank = ({ id }: Check): string => `${id.startsWith('S') ? 0 : 1}${id}`;

/** Compares the books of all domains, the provider's and the clients' with one another. */
export const audit = (facts: Facts): Promise<readonly Result[]> =>
  Promise.all(
    CHECKS.toSorted((one, other) => byId.compare(rank(one), rank(other))).map(async ({ id, title, run }) => ({
      id,
      title,
      ...(await run(facts)),
    })),
  );
