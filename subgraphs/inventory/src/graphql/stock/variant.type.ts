import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "sku")')
@ObjectType('Variant', { description: 'What is stocked and sold: a product in one edition, condition and language.' })
export class VariantType {
  @Field(() => ID, { description: 'Stock keeping unit.' })
  sku!: string;
}
