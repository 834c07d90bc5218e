import type { Address } from '@cardstock/contracts';
import type { AddressInput } from './place-order.input.ts';

/** An address without what was left empty. */
export const toAddress = ({ name, line1, line2, city, postalCode, region, countryCode }: AddressInput): Address => ({
  name,
  line1,
  ...(line2 ? { line2 } : {}),
  city,
  postalCode,
  ...(region ? { region } : {}),
  countryCode,
});
