import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('Order', { description: 'What a customer has ordered.' })
export class OrderType {
  @Field(() => ID, { description: 'Stable id of the order.' })
  id!: string;
}
