import { MoneyType } from '@cardstock/service';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('ShippingOption', { description: 'A way to send a parcel.' })
export class ShippingOptionType {
  @Field(() => ID, { description: 'Its stable id, such as STANDARD or EXPRESS.' })
  id!: string;

  @Field(() => String, { description: 'Its name, for people.' })
  name!: string;

  @Field(() => String, { description: 'Who carries it.' })
  carrier!: string;

  @Field(() => MoneyType, { description: 'What it costs, without tax.' })
  price!: MoneyType;

  @Field(() => Int, { description: 'How many working days it takes, about.' })
  estimatedDays!: number;
}
