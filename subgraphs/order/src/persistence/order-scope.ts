import { asOneTransaction, type Transact } from '@cardstock/service';
import type { InOrderTransaction } from '../application/ports.ts';
import { ordersIn } from './order.repository.ts';

const ATTEMPTS = 5;
/** Another writer was faster (unique violation, serialization failure) or we stood in each other's way (deadlock). */
const WORTH_ANOTHER_TRY: ReadonlySet<unknown> = new Set(['23505', '40001', '40P01']);

const isConflict = (err: unknown): boolean => WORTH_ANOTHER_TRY.has((err as { code?: unknown } | null)?.code);

/** The only way to write orders: load, decide and append in one transaction, from the start again after a conflict. */
export const makeOrderTransaction = (transact: Transact): InOrderTransaction => {
  const attempt = async <Result>(work: Parameters<InOrderTransaction>[0], left: number): Promise<Result> => {
    try {
      return (await transact(async (scope) => {
        const orders = ordersIn(scope);
        const result = await work({ orders, claim: scope.claim, claimMany: scope.claimMany, send: scope.send });
        orders.flush();
        return result;
      })) as Result;
    } catch (err) {
      if (left <= 1 || !isConflict(err)) throw err;
      return attempt(work, left - 1);
    }
  };
  return (work) => asOneTransaction(() => attempt(work, ATTEMPTS));
};
