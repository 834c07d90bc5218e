import { inMarketCurrency } from '@cardstock/contracts';
import { Arg, Query, Resolver } from 'type-graphql';
import { shippingOptionsFor } from '../domain/shipping-options.ts';
import { ShippingOptionType } from './shipping-option.type.ts';
import { ShippingOptionsInput } from './shipping-options.input.ts';

@Resolver()
export class ShippingOptionsResolver {
  @Query(() => [ShippingOptionType], {
    description: 'The ways to send a parcel, standard first, by our rate card. For everybody.',
  })
  shippingOptions(
    @Arg('input', () => ShippingOptionsInput, { description: 'The parcel.' })
    { countryCode, weightGrams, subtotal }: ShippingOptionsInput,
  ): ShippingOptionType[] {
    const options = shippingOptionsFor({ countryCode, weightGrams, subtotal });
    return options.map(({ price, ...option }) => ({ ...option, price: inMarketCurrency(price) }));
  }
}
