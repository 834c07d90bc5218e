import type { InUnit } from '../ports.ts';
import { carryOut } from './carry-out.ts';
import type { ReservationRequest } from './reservation-request.ts';

/** A command that came as a message. */
export interface ReservationMessage extends ReservationRequest {
  readonly messageId: string;
}

/**
 * Carries out the commands that came together, in one transaction. An order may send a command again as a new message
 * when an answer is late: it then gets the same answer, and nothing happens twice.
 */
export const handleReservations =
  (inUnit: InUnit) =>
  (messages: readonly ReservationMessage[]): Promise<readonly undefined[]> =>
    inUnit(async (unit) => {
      // The same message may be there twice: a worker that seemed dead has handed it out again.
      const once = new Map(messages.map((message) => [message.messageId, message]));
      const fresh = await unit.claimMany([...once.keys()]);
      await carryOut(
        unit,
        [...once.values()].filter(({ messageId }) => fresh.has(messageId)),
      );
      return [];
    });
