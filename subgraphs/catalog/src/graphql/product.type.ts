import { CachedFor, CachedWithParent, DateTime, JSONScalar, MoneyType } from '@cardstock/service';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { VariantView } from '../application/read.ports.ts';
import type { ProductStatus } from '../domain/product/status.ts';
import type { CardCondition, ProductKind } from '../domain/product.ts';
import { CardConditionEnum, ProductKindEnum, ProductStatusEnum } from './product.enums.ts';

/** Seconds. Changes are told to the gateway at once; this is for how long one may stay unnoticed that was not told. */
const STORED_FOR = 60;

@CachedFor(STORED_FOR)
@Directive('@key(fields: "id")')
@ObjectType('Product', { description: 'Something the marketplace sells: for cards, one printing of one card.' })
export class ProductType {
  @Field(() => ID, { description: 'Stable id.' })
  id!: string;

  @Field(() => String, { description: 'Readable, unique name for URLs.' })
  slug!: string;

  @Field(() => ProductKindEnum, { description: 'What sort of goods it is.' })
  kind!: ProductKind;

  @Field(() => String, { description: 'Name as printed.' })
  name!: string;

  @Field(() => String, { description: 'The game it belongs to.' })
  game!: string;

  @Field(() => String, { nullable: true, description: 'The set it appeared in.' })
  set!: string | null;

  @Field(() => String, { nullable: true, description: 'Collector number, such as DYN172.' })
  number!: string | null;

  @Field(() => String, { nullable: true, description: 'Rarity as the game names it.' })
  rarity!: string | null;

  @Field(() => [String], { description: 'Card types and subtypes.' })
  types!: string[];

  @Field(() => String, { nullable: true, description: 'Rules text.' })
  text!: string | null;

  @Field(() => [String], { description: 'Who painted it.' })
  artists!: string[];

  @Field(() => String, { nullable: true, description: 'Address of a picture, where there is one.' })
  imageUrl!: string | null;

  @Field(() => JSONScalar, { description: 'What only this game knows: cost, power, classes, legal formats and so on.' })
  attributes!: Record<string, unknown>;

  @Field(() => ProductStatusEnum, { description: 'Where it is in its life.' })
  status!: ProductStatus;

  @Field(() => Int, { description: 'How many changes made it; `expectedVersion` of a mutation takes it.' })
  version!: number;

  categoryIds!: readonly string[];

  /** The SKUs of a product that does not come from the read model. */
  ownVariants?: readonly VariantView[];
}

@CachedFor(STORED_FOR)
@Directive('@key(fields: "sku")')
@ObjectType('Variant', {
  description: 'A SKU: one product in one edition, foiling, condition and language. It is what is stocked and sold.',
})
export class VariantType {
  @Field(() => ID, { description: 'Stock keeping unit, such as DYN172-RF-NM.' })
  sku!: string;

  @Field(() => String, { description: 'Name with all that tells this SKU from the others.' })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Print run, such as First or Unlimited; null where the set had only one.',
  })
  edition!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Kind of foil, such as Rainbow or Cold; null for a card without.',
  })
  foiling!: string | null;

  @Field(() => CardConditionEnum, { nullable: true, description: 'How worn it is; null for what is sold new.' })
  condition!: CardCondition | null;

  @Field(() => String, { description: 'Language of the print (ISO 639-1).' })
  language!: string;

  @CachedWithParent()
  @Field(() => MoneyType, {
    description:
      'Price of one piece. The prices of the demo catalogue are made up: computed from rarity, foiling, edition and condition, until somebody changes them.',
  })
  price!: MoneyType;

  @Field(() => Int, { description: 'Weight of one piece in grams, for shipping.' })
  weightGrams!: number;

  @Field(() => Boolean, { description: 'Whether it can be bought; false for what clients meet in old orders only.' })
  isOnSale!: boolean;

  productId!: string;

  /** The product of a SKU that does not come from the read model. */
  ownProduct?: ProductType;
}

@Directive('@shareable')
@ObjectType('PricePoint', { description: 'A price and the moment from which it was asked.' })
export class PricePointType {
  @CachedWithParent()
  @Field(() => MoneyType, { description: 'The price.' })
  price!: MoneyType;

  @Field(() => DateTime, { description: 'When it came into force.' })
  changedAt!: Date;
}
