import type { Money } from '@cardstock/contracts';
import { type Sql, setDeadline } from '@cardstock/messaging';
import { badUserInput, type Transact } from '@cardstock/service';
import { MOST_PENDING, type SchedulableStatus, wrongMoment } from '../../domain/prices/scheduled-price.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import { checked } from '../checked.ts';
import { priced, unknownSku } from './change-price.ts';
import type { OwnersOf, ScheduledPrice, ScheduledPrices } from './ports.ts';

export const APPLY_SCHEDULED_PRICE = 'apply-scheduled-price';

type ScheduleRefusal =
  | { readonly code: 'VARIANT_UNKNOWN'; readonly unknownSkus: readonly string[] }
  | { readonly code: 'SCHEDULED_PRICES_FULL'; readonly most: number };
type CancelRefusal =
  | { readonly code: 'SCHEDULED_PRICE_UNKNOWN'; readonly scheduledPriceId: string }
  | { readonly code: 'SCHEDULED_PRICE_SETTLED'; readonly status: SchedulableStatus };
type Outcome<Refusal> =
  | { readonly ok: true; readonly scheduled: ScheduledPrice }
  | { readonly ok: false; readonly refusal: Refusal };

export interface PriceSchedule {
  readonly sku: string;
  readonly price: Money;
  readonly effectiveAt: Date;
}

interface Parts {
  readonly transact: Transact;
  readonly scheduledPrices: ScheduledPrices;
  readonly ownersOf: OwnersOf;
  newId(): string;
}

const add = async (sql: Sql, store: ScheduledPrices, scheduled: ScheduledPrice): Promise<Outcome<ScheduleRefusal>> => {
  await store.lockSku(sql, scheduled.sku);
  const isFull = (await store.countPending(sql, scheduled.sku)) >= MOST_PENDING;
  if (isFull) return { ok: false, refusal: { code: 'SCHEDULED_PRICES_FULL', most: MOST_PENDING } };
  await store.add(sql, scheduled);
  const { id, effectiveAt } = scheduled;
  await setDeadline(sql, { id, name: APPLY_SCHEDULED_PRICE, subject: id, dueAt: effectiveAt, data: {} });
  return { ok: true, scheduled };
};

const cancel = async (sql: Sql, store: ScheduledPrices, id: string): Promise<Outcome<CancelRefusal>> => {
  const scheduled = await store.find(sql, id);
  if (!scheduled) return { ok: false, refusal: { code: 'SCHEDULED_PRICE_UNKNOWN', scheduledPriceId: id } };
  if (scheduled.status === 'CANCELLED') return { ok: true, scheduled };
  if (scheduled.status !== 'PENDING')
    return { ok: false, refusal: { code: 'SCHEDULED_PRICE_SETTLED', status: scheduled.status } };
  const outcome = { status: 'CANCELLED', refusal: null } as const;
  // Its deadline stays, and finds nothing to do: whoever is at it holds that row and waits for this one.
  await store.settle(sql, id, outcome);
  return { ok: true, scheduled: { ...scheduled, ...outcome } };
};

/** Prices that come into force by themselves. Throws UNAUTHENTICATED, FORBIDDEN or BAD_USER_INPUT. */
export const makeSchedulePrice = ({ transact, scheduledPrices, ownersOf, newId }: Parts) => ({
  schedule: async (
    { viewer, at }: StaffRequest,
    { sku, price, effectiveAt }: PriceSchedule,
  ): Promise<Outcome<ScheduleRefusal>> => {
    const scheduledBy = editorOf(viewer);
    checked(priced, { price });
    const problem = wrongMoment(effectiveAt, at);
    if (problem !== undefined) throw badUserInput({ field: 'effectiveAt', message: problem });
    const productId = (await ownersOf([sku])).get(sku);
    if (productId === undefined) return unknownSku(sku);
    const what = { sku, productId, price, effectiveAt, scheduledBy, scheduledAt: at };
    return transact(({ sql }) => add(sql, scheduledPrices, { id: newId(), status: 'PENDING', refusal: null, ...what }));
  },
  cancel: async ({ viewer }: StaffRequest, id: string): Promise<Outcome<CancelRefusal>> => {
    editorOf(viewer);
    return transact(({ sql }) => cancel(sql, scheduledPrices, id));
  },
});

export type SchedulePrice = ReturnType<typeof makeSchedulePrice>;
