import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('User', { description: 'Somebody with an account.' })
export class UserType {
  @Field(() => ID, { description: 'Identifies the user everywhere in the graph.' })
  id!: string;
}

@Directive('@key(fields: "sku", resolvable: false)')
@ObjectType('Variant', {
  description: 'A SKU: one product in one edition, foiling, condition and language. It is what is stocked and sold.',
})
export class VariantType {
  @Field(() => ID, { description: 'Stock keeping unit, such as DYN172-RF-NM.' })
  sku!: string;
}
