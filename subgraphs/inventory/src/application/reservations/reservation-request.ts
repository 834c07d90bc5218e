import type { OrderCommand } from '../../domain/reservation/decide-all.ts';

/** A command about the stock of an order, and the correlation id of whoever gave it. */
export interface ReservationRequest extends OrderCommand {
  readonly correlationId: string;
}
