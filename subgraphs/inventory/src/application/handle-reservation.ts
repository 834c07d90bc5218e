import {
  InventoryCommitted,
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from '@cardstock/contracts';
import { OutOfOrder } from '@cardstock/messaging';
import type { RankedLevel } from '../domain/allocation.ts';
import { decide, type KnownReservation, type ReservationCommand, skusTouchedBy } from '../domain/reservation.ts';
import { availabilityBySku, type StockLevel } from '../domain/stock-level.ts';
import { announceAvailability } from './announce-availability.ts';
import type { Cause, InUnit, Unit } from './ports.ts';

const keyOf = ({ sku, warehouseId }: StockLevel): string => JSON.stringify([sku, warehouseId]);

const withChanges = (before: readonly RankedLevel[], changed: readonly StockLevel[]): StockLevel[] => {
  const after = new Map(changed.map((level) => [keyOf(level), level]));
  return before.map((level) => after.get(keyOf(level)) ?? level);
};

const answer = (unit: Unit, reservation: KnownReservation, at: Date, { correlationId }: Cause): void => {
  const { orderId } = reservation;
  const to = { subject: orderId, occurredAt: at, correlationId };
  switch (reservation.status) {
    case 'HELD':
      unit.send(InventoryReserved, { orderId, allocations: [...reservation.lines] }, to);
      break;
    case 'FAILED':
      unit.send(InventoryReservationFailed, { orderId, shortages: [...reservation.shortages] }, to);
      break;
    case 'RELEASED':
      unit.send(InventoryReleased, { orderId }, to);
      break;
    case 'COMMITTED':
      unit.send(InventoryCommitted, { orderId }, to);
      break;
  }
};

/**
 * Carries out a command about the stock of an order and answers it. The order may send a command again as a new message
 * when an answer is late: it then gets the same answer, and nothing happens twice.
 */
export const handleReservation =
  (inUnit: InUnit) =>
  (orderId: string, command: ReservationCommand, cause: Cause): Promise<void> =>
    inUnit(async (unit) => {
      if (!(await unit.claim(cause.messageId))) return;
      const reservation = await unit.reservations.lock(orderId);
      const skus = skusTouchedBy(command, reservation);
      const levels = skus.length > 0 ? await unit.stock.lock(skus) : [];
      const decision = decide(command, reservation, levels);
      if (!decision.ok) throw new OutOfOrder(`${command.type} came before anything was reserved for order ${orderId}`);
      if (decision.reservation !== reservation) await unit.reservations.save(decision.reservation, command.at);
      if (decision.movements.length > 0) {
        const changed = await unit.stock.post(decision.movements);
        announceAvailability(unit, availabilityBySku(withChanges(levels, changed)), { at: command.at, ...cause });
      }
      answer(unit, decision.reservation, command.at, cause);
    });

export type HandleReservation = ReturnType<typeof handleReservation>;
