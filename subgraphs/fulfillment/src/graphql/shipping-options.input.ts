import { IsISO31661Alpha2, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';

const HEAVIEST_GRAMS = 100_000_000;

@InputType('ShippingOptionsInput', { description: 'A parcel that is to be sent.' })
export class ShippingOptionsInput {
  @Field(() => String, { description: 'Country, as ISO 3166-1 alpha-2 in capitals: US, DE.' })
  @Matches(/^[A-Z]{2}$/, { message: 'countryCode must be two capital letters' })
  @IsISO31661Alpha2()
  countryCode!: string;

  @Field(() => String, { description: 'Postal code; empty where it is not known yet.' })
  @Length(0, 20)
  postalCode!: string;

  @Field(() => String, { nullable: true, description: 'State, province or region.' })
  @IsOptional()
  @Length(0, 100)
  region?: string | null;

  @Field(() => Int, { description: 'What its content weighs, in grams.' })
  @Min(0)
  @Max(HEAVIEST_GRAMS)
  weightGrams!: number;

  @Field(() => Int, { description: 'What its content costs before discounts, in minor units.' })
  @Min(0)
  subtotal!: number;
}
