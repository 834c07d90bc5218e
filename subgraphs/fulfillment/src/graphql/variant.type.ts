import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "sku", resolvable: false)')
@ObjectType('Variant', {
  description: 'A SKU: one product in one edition, foiling, condition and language. It is what is stocked and sold.',
})
export class VariantType {
  @Field(() => ID, { description: 'Stock keeping unit, such as DYN172-RF-NM.' })
  sku!: string;
}
