import {
  InventoryBackordered,
  InventoryCommitted,
  InventoryLinesReleased,
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from '@cardstock/contracts';
import type { ReservationChange } from '../../domain/reservation/decide-all.ts';
import type { KnownReservation } from '../../domain/reservation/reservation.ts';
import type { Unit } from '../ports.ts';
import type { ReservationRequest } from './reservation-request.ts';

type To = Parameters<Unit['send']>[2];

const tell = (unit: Unit, reservation: KnownReservation, to: To): void => {
  const { orderId } = reservation;
  switch (reservation.status) {
    case 'HELD':
      unit.send(InventoryReserved, { orderId, allocations: [...reservation.lines] }, to);
      break;
    case 'BACKORDERED': {
      const { shortages, expectedAt } = reservation;
      const skus = shortages.map(({ sku }) => sku);
      unit.send(InventoryBackordered, { orderId, skus, expectedAt: expectedAt?.toISOString() ?? null }, to);
      break;
    }
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
 * Tells an order what became of its command: its reservation as it is now, also where the command was given before.
 * What nobody asked for is told only where it changed something.
 */
export const answerOrder = (
  unit: Unit,
  { orderId, command, correlationId }: ReservationRequest,
  { before, after }: ReservationChange,
): void => {
  const to = { subject: orderId, occurredAt: command.at, correlationId };
  switch (command.type) {
    case 'ReserveStock':
    case 'ReleaseStock':
    case 'CommitStock':
      tell(unit, after, to);
      break;
    case 'ReleaseLines':
      unit.send(InventoryLinesReleased, { orderId, changeId: command.changeId }, to);
      break;
    case 'ExtendReservation':
      break;
    case 'ServeBackorder':
      if (after.status !== before.status) tell(unit, after, to);
  }
};
