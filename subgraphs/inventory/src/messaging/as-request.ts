import type { Delivery } from '@cardstock/messaging';
import type { ReservationMessage } from '../application/reservations/handle-reservations.ts';
import type { ReservationCommand } from '../domain/reservation/reservation.ts';

/** Hands a command on to be carried out with the others that come now. Settled when it is. */
export type Submit = (message: ReservationMessage) => Promise<unknown>;

/** The time, and when pieces that are held now are to be asked about. */
export interface HoldClock {
  now(): Date;
  holdUntil(at: Date): Date;
}

/** What a message asks for. */
export const asRequest = (
  { messageId, envelope: { correlationId } }: Delivery,
  orderId: string,
  command: ReservationCommand,
): ReservationMessage => ({ messageId, correlationId, orderId, command });
