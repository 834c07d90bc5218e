import { ArrayMaxSize, Min, ValidateIf } from 'class-validator';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { PRODUCT_SORTS } from '../application/read.ports.ts';
import type { CardCondition, ProductKind } from '../domain/product.ts';
import { enumOf } from './enum.ts';
import { CardConditionEnum, ProductKindEnum } from './product.enums.ts';

export const ProductSortEnum = enumOf(PRODUCT_SORTS);
registerEnumType(ProductSortEnum, {
  name: 'ProductSort',
  description: 'The order of a list of products.',
  valuesConfig: {
    RELEVANCE: { description: 'Best match first; by name where nothing is searched for.' },
    NAME: { description: 'By name, A to Z.' },
    PRICE_ASC: { description: 'By the lowest price among the SKUs, cheapest first.' },
    PRICE_DESC: { description: 'By the lowest price among the SKUs, dearest first.' },
    NEWEST: { description: 'Latest addition to the catalogue first.' },
  },
});

const MAX_VALUES = 100;
const isGiven = (_filter: object, value: unknown): boolean => value !== null && value !== undefined;

@InputType('ProductFilter', {
  description: 'Restricts a list of products. Values of one filter are alternatives; different filters must all hold.',
})
export class ProductFilterInput {
  @Field(() => [ProductKindEnum], { nullable: true, description: 'Kinds of goods.' })
  @ValidateIf(isGiven)
  @ArrayMaxSize(MAX_VALUES)
  kind?: ProductKind[] | null;

  @Field(() => [String], { nullable: true, description: 'Games.' })
  @ValidateIf(isGiven)
  @ArrayMaxSize(MAX_VALUES)
  game?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Sets.' })
  @ValidateIf(isGiven)
  @ArrayMaxSize(MAX_VALUES)
  set?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Rarities.' })
  @ValidateIf(isGiven)
  @ArrayMaxSize(MAX_VALUES)
  rarity?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Card types or subtypes.' })
  @ValidateIf(isGiven)
  @ArrayMaxSize(MAX_VALUES)
  type?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Ids of categories. What belongs to a category below one of them belongs to it, too.',
  })
  @ValidateIf(isGiven)
  @ArrayMaxSize(MAX_VALUES)
  category?: string[] | null;

  @Field(() => [CardConditionEnum], { nullable: true, description: 'Conditions in which some SKU is offered.' })
  @ValidateIf(isGiven)
  @ArrayMaxSize(MAX_VALUES)
  condition?: CardCondition[] | null;

  @Field(() => [String], { nullable: true, description: 'Foilings in which some SKU is offered.' })
  @ValidateIf(isGiven)
  @ArrayMaxSize(MAX_VALUES)
  foiling?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Some SKU costs at least this many cents.' })
  @ValidateIf(isGiven)
  @Min(0)
  minPrice?: number | null;

  @Field(() => Int, { nullable: true, description: 'Some SKU costs at most this many cents.' })
  @ValidateIf(isGiven)
  @Min(0)
  maxPrice?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: one and the same SKU has the wanted condition, foiling and price and is in stock. false: no such SKU is. Not given: stock does not matter.',
  })
  inStock?: boolean | null;
}
