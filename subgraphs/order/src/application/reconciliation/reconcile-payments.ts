import { isUuid, newId } from '@cardstock/contracts';
import type { ProviderPayment } from '../payments/payment-ports.ts';
import {
  compare,
  type Difference,
  differenceOf,
  type Mismatch,
  type PaymentCheck,
  type Resolution,
} from './payment-reconciliation.ts';
import type { ReconcileParts, ReconcileReport } from './reconcile-parts.ts';

const PAGE = 100;

async function* pages<Item>(items: AsyncIterable<Item>): AsyncIterable<readonly Item[]> {
  let page: Item[] = [];
  for await (const item of items) {
    page.push(item);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** Looks at both sides once more: what was under way a moment ago may be through. */
const compareAgain = async (
  { books, provider }: ReconcileParts,
  paymentId: string,
): Promise<Difference | undefined> => {
  const [payment, [booked]] = [await provider.read(paymentId), await books.booked([paymentId])];
  return compare(booked, payment);
};

const letGo = async ({ provider }: ReconcileParts, { paymentId }: Difference): Promise<Resolution> => {
  const payment = await provider.read(paymentId);
  if (payment.status !== 'AUTHORIZED') return 'OPEN';
  await provider.void(paymentId);
  return 'VOIDED';
};

const heal = async (parts: ReconcileParts, { orderId, paymentId }: Difference): Promise<Resolution> => {
  if (orderId === null) return 'OPEN';
  const messageId = newId();
  await parts.look({ messageId, correlationId: messageId, orderId, paymentId, log: parts.log });
  return (await compareAgain(parts, paymentId)) ? 'OPEN' : 'HEALED';
};

/** Does what can be done: money that no order waits for is let go, news that were missed are told. */
const resolve = async (parts: ReconcileParts, first: Difference): Promise<Mismatch | undefined> => {
  const difference = await compareAgain(parts, first.paymentId);
  if (!difference) return undefined;
  const { orderId, kind } = difference;
  const isKnown = orderId !== null && isUuid(orderId);
  const isWaiting = isKnown ? (await parts.books.waiting([orderId])).get(orderId) : undefined;
  const isOrphan = kind === 'UNBOOKED' && isWaiting !== true;
  const resolution = isOrphan ? await letGo(parts, difference) : await heal(parts, difference);
  return { ...difference, kind: isOrphan ? 'ORPHAN' : kind, id: newId(), resolution, at: parts.now() };
};

interface Compared {
  readonly checks: readonly PaymentCheck[];
  readonly mismatches: readonly Mismatch[];
}

const comparePage = async (parts: ReconcileParts, page: readonly ProviderPayment[]): Promise<Compared> => {
  const booked = await parts.books.booked(page.map(({ paymentId }) => paymentId));
  const byPayment = new Map(booked.map((payment) => [payment.paymentId, payment]));
  const checkedAt = parts.now();
  const mismatches: Mismatch[] = [];
  const checks: PaymentCheck[] = [];
  for (const payment of page) {
    const ours = byPayment.get(payment.paymentId);
    const difference = compare(ours, payment);
    const mismatch = difference && (await resolve(parts, difference));
    if (mismatch) mismatches.push(mismatch);
    const left = mismatch?.resolution === 'OPEN' ? differenceOf(ours, payment) : 0;
    if (ours) checks.push({ orderId: ours.orderId, checkedAt, difference: left });
  }
  return { checks, mismatches };
};

/** What we booked and the provider's list did not show: paid for by older payments, or not there at all. */
const compareOurs = async (parts: ReconcileParts, since: Date, before: Date, seen: ReadonlySet<string>) => {
  const found: Mismatch[] = [];
  for await (const { paymentId, orderId, authorized } of parts.books.bookedSince(since, before)) {
    if (seen.has(paymentId)) continue;
    const payment = await parts.provider.find({ orderId, askedAt: before });
    const theirs = payment.find((each) => each.paymentId === paymentId);
    if (theirs) found.push(...(await comparePage(parts, [theirs])).mismatches);
    else {
      const missing = { orderId, paymentId, kind: 'MISSING', ours: authorized, theirs: 0, currency: '' } as const;
      found.push({ ...missing, id: newId(), resolution: 'OPEN', at: parts.now() });
    }
  }
  return found;
};

/**
 * Compares the provider's books with ours, both ways, for everything that was made since the last run (or the moment
 * given) and is no longer under way. Throws ProviderUnavailable: the next run begins where this one did.
 */
export const makeReconcilePayments =
  (parts: ReconcileParts) =>
  async (from?: Date): Promise<ReconcileReport> => {
    const { books, provider, now } = parts;
    const startedAt = now();
    const last = await books.lastRunAt();
    const behind = last ? last.getTime() - parts.overlapMs : startedAt.getTime() - parts.firstRunMs;
    const since = from ?? new Date(behind - parts.orphanAfterMs);
    const before = new Date(startedAt.getTime() - parts.orphanAfterMs);
    const id = newId();
    await books.begin({ id, startedAt, since });
    const seen = new Set<string>();
    const mismatches: Mismatch[] = [];
    for await (const page of pages(provider.since(since))) {
      for (const { paymentId } of page) seen.add(paymentId);
      const compared = await comparePage(
        parts,
        page.filter(({ createdAt }) => createdAt <= before),
      );
      mismatches.push(...compared.mismatches);
      await books.note(id, compared.checks, compared.mismatches);
    }
    const ours = await compareOurs(parts, since, before, seen);
    await books.note(id, [], ours);
    mismatches.push(...ours);
    await books.finish({ id, finishedAt: now(), payments: seen.size, mismatches: mismatches.length });
    return { since, payments: seen.size, mismatches };
  };
