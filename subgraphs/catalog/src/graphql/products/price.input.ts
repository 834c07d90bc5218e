import { IsOptional } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';

@InputType('PriceInput', { description: 'An amount in minor units (cents) and its currency.' })
export class PriceInput {
  @IsOptional()
  @Field(() => Int, { description: 'Minor units: 1999 is 19.99. Not below zero.' })
  amount!: number;

  @IsOptional()
  @Field(() => String, { description: 'ISO 4217 code, such as USD.' })
  currency!: string;
}
