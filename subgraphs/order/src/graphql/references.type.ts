import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('User', { description: 'Somebody with an account.' })
export class UserType {
  @Field(() => ID, { description: 'The id of the account.' })
  id!: string;
}

@Directive('@key(fields: "sku", resolvable: false)')
@ObjectType('Variant', { description: 'What can be bought: a printing in a condition, or a sealed product.' })
export class VariantType {
  @Field(() => ID, { description: 'The stock keeping unit, unique in the shop.' })
  sku!: string;
}
