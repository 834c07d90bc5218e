import { createHash } from 'node:crypto';
import type { Carrier } from '../application/ports.ts';

/** A carrier that exists on paper only: the same parcel always gets the same tracking number. */
export const demoCarrier: Carrier = {
  labelFor: (shipmentId) => {
    const digits = createHash('sha256').update(shipmentId).digest().readBigUInt64BE() % 1_000_000_000_000n;
    return { carrier: 'Cardstock Demo Carrier', trackingNumber: `CSD${digits.toString().padStart(12, '0')}` };
  },
};
