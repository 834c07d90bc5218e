import type { Movement } from '../stock/movement.ts';
import type { KnownReservation } from './reservation.ts';

/** What becomes of a reservation, and what moves for it. */
export type Decision =
  | { readonly ok: true; readonly reservation: KnownReservation; readonly movements: readonly Movement[] }
  | { readonly ok: false; readonly code: 'RESERVATION_UNKNOWN' };

export const UNKNOWN: Decision = { ok: false, code: 'RESERVATION_UNKNOWN' };

/** Nothing moves. */
export const keep = (reservation: KnownReservation): Decision => ({ ok: true, reservation, movements: [] });
