import type { Sql } from '@cardstock/messaging';
import type { HandleProduct } from '../products/handle-product.ts';
import type { ScheduledPrices } from './ports.ts';

interface Parts {
  readonly handle: HandleProduct;
  readonly scheduledPrices: ScheduledPrices;
  now(): Date;
}

/**
 * Brings a scheduled price into force, in the transaction that forgets its deadline. The event is in MongoDB: where the
 * transaction fails after it the deadline comes again, and the event is found by the id of the schedule.
 */
export const makeApplyScheduledPrice =
  ({ handle, scheduledPrices, now }: Parts) =>
  async (sql: Sql, id: string): Promise<void> => {
    const scheduled = await scheduledPrices.find(sql, id);
    if (scheduled?.status !== 'PENDING') return;
    const { productId, sku, price, scheduledBy } = scheduled;
    const command = { type: 'ChangePrices', prices: [{ sku, price }] } as const;
    const outcome = await handle({ productId, command, actor: scheduledBy, at: now(), commandId: id });
    const refusal = outcome.ok ? null : outcome.refusal.code;
    await scheduledPrices.settle(sql, id, { status: outcome.ok ? 'APPLIED' : 'REFUSED', refusal });
  };
