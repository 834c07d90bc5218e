import type { Money } from '@cardstock/contracts';
import { type SubgraphClient, SubgraphUnavailable } from '@cardstock/service';
import type { FindShippingOptions } from '../application/checkout/checkout-ports.ts';
import { standardShipping } from '../domain/pricing/shipping.ts';

const OPTIONS = `query shippingOptions($input: ShippingOptionsInput!) {
  shippingOptions(input: $input) { id name carrier price { amount currency } estimatedDays }
}`;

interface Answer {
  readonly shippingOptions: readonly {
    readonly id: string;
    readonly name: string;
    readonly carrier: string;
    readonly price: Money;
    readonly estimatedDays: number;
  }[];
}

/** Asks fulfilment how a parcel can be sent. Where it does not answer in time: standard shipping by our copy of its rates. */
export const makeFindShippingOptions =
  (fulfillment: SubgraphClient): FindShippingOptions =>
  async ({ countryCode, postalCode, region, weightGrams, subtotal }) => {
    const input = { countryCode, postalCode, region: region ?? null, weightGrams, subtotal };
    try {
      const { shippingOptions } = await fulfillment.query<Answer>(OPTIONS, { input });
      return shippingOptions.map((option) => ({ ...option, price: option.price.amount, isEstimated: false }));
    } catch (err) {
      if (err instanceof SubgraphUnavailable) return [standardShipping({ countryCode, weightGrams, subtotal })];
      throw err;
    }
  };
