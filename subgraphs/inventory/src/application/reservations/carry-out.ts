import { OutOfOrder } from '@cardstock/messaging';
import { decideAll } from '../../domain/reservation/decide-all.ts';
import { type Reservation, skusTouchedBy } from '../../domain/reservation/reservation.ts';
import type { RankedLevel } from '../../domain/stock/stock-level.ts';
import { announceChange } from '../announce-change.ts';
import type { Unit } from '../ports.ts';
import { answerOrder } from './answer-order.ts';
import type { ReservationRequest } from './reservation-request.ts';

const skusOf = (requests: readonly ReservationRequest[], known: ReadonlyMap<string, Reservation>): string[] => {
  const touched = requests.flatMap(({ orderId, command }) =>
    skusTouchedBy(command, known.get(orderId) ?? { status: 'UNKNOWN', orderId }),
  );
  return [...new Set(touched)];
};

/** A line outlives the policy that let it form: only for a SKU that never had one of its own nobody can be waiting. */
const waitingIn = async ({ backorders }: Unit, levels: readonly RankedLevel[]) => {
  const awaitable = levels.filter(({ policy }) => policy).map(({ sku }) => sku);
  return awaitable.length > 0 ? backorders.waiting([...new Set(awaitable)]) : new Map<string, number>();
};

/**
 * Carries out commands about the stock of orders, in their order, and answers them: in the caller's transaction and with
 * a number of statements that does not grow with the number of commands. Throws OutOfOrder where one of them comes before
 * what it builds on: nothing may be committed then.
 */
export const carryOut = async (unit: Unit, requests: readonly ReservationRequest[]): Promise<void> => {
  const [first] = requests;
  if (!first) return;
  const { at } = first.command;
  const reservations = await unit.reservations.lock(requests.map(({ orderId }) => orderId));
  const skus = skusOf(requests, reservations);
  const levels = skus.length > 0 ? await unit.stock.lock(skus) : [];
  const waiting = await waitingIn(unit, levels);
  const { verdicts, changes, movements } = decideAll(requests, { reservations, levels, waiting });
  for (const [place, { decision, before }] of verdicts.entries()) {
    const request = requests[place] as ReservationRequest;
    if (!decision.ok)
      throw new OutOfOrder(`${request.command.type} came before anything was reserved for order ${request.orderId}`);
    answerOrder(unit, request, { before, after: decision.reservation });
  }
  if (changes.length === 0) return;
  const correlations = new Map(requests.toReversed().map(({ orderId, correlationId }) => [orderId, correlationId]));
  const correlationOf = (orderId: string): string => correlations.get(orderId) ?? '';
  const changed = await unit.reservations.settle({ changes, movements, correlationOf, at });
  await announceChange(unit, { before: levels, changed }, { at, correlationId: first.correlationId });
};
