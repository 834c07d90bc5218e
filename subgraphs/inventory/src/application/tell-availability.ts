import { announceAvailability } from './announce-availability.ts';
import type { Cause, InUnit } from './ports.ts';

/**
 * Says again how many pieces of these SKUs can be sold, for who has lost it; nothing of those without levels. No level
 * is held: a change that commits meanwhile is told of with a higher revision, whichever message comes first.
 */
export const tellAvailability =
  (inUnit: InUnit) =>
  (skus: readonly string[], at: Date, cause: Cause): Promise<void> =>
    inUnit(async (unit) => {
      if (!(await unit.claim(cause.messageId))) return;
      announceAvailability(unit, await unit.stock.availability(skus), { at, ...cause });
    });

export type TellAvailability = ReturnType<typeof tellAvailability>;
