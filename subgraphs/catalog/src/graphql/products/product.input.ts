import { JSONScalar } from '@cardstock/service';
import { IsOptional } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { CardCondition, ProductKind } from '../../domain/product.ts';
import { CardConditionEnum, ProductKindEnum } from '../product.type.ts';
import { PriceInput } from './price.input.ts';

/** What a field may hold is checked where the command is handled, for every way in. */
const Given =
  (type: () => unknown, description: string, nullable = true): PropertyDecorator =>
  (target, key) => {
    IsOptional()(target, key as string);
    Field(type as () => typeof String, { nullable, description })(target, key);
  };

@InputType('NewVariantInput', { description: 'A SKU, with all that is said of it.' })
export class NewVariantInput {
  @Given(() => ID, 'Letters, digits and . _ / + -, at most 100; no other product may ever have had it.', false)
  sku!: string;

  @Given(() => String, 'Name with all that tells this SKU from the others. At most 300 characters.', false)
  title!: string;

  @Given(() => String, 'Print run, such as First or Unlimited.')
  edition?: string | null;

  @Given(() => String, 'Kind of foil, such as Rainbow or Cold.')
  foiling?: string | null;

  @Given(() => CardConditionEnum, 'How worn it is; not given for what is sold new.')
  condition?: CardCondition | null;

  @Given(() => String, 'Language of the print (ISO 639-1).', false)
  language!: string;

  @Given(() => PriceInput, 'Price of one piece.', false)
  price!: PriceInput;

  @Given(() => Int, 'Weight of one piece in grams, at least 1.', false)
  weightGrams!: number;
}

@InputType('CreateProductInput', { description: 'A new product. It begins as a draft.' })
export class CreateProductInput {
  @Given(
    () => String,
    'Readable, unique name for URLs: lower-case letters and digits in words joined by hyphens.',
    false,
  )
  slug!: string;

  @Given(() => ProductKindEnum, 'What sort of goods it is.', false)
  kind!: ProductKind;

  @Given(() => String, 'Name as printed. At most 200 characters.', false)
  name!: string;

  @Given(() => String, 'The game it belongs to. At most 100 characters.', false)
  game!: string;

  @Given(() => String, 'The set it appeared in. At most 200 characters.')
  set?: string | null;

  @Given(() => String, 'Collector number. At most 40 characters.')
  number?: string | null;

  @Given(() => String, 'Rarity as the game names it. At most 60 characters.')
  rarity?: string | null;

  @Given(() => [String], 'Card types and subtypes, at most 20.')
  types?: string[] | null;

  @Given(() => String, 'Rules text. At most 10000 characters.')
  text?: string | null;

  @Given(() => [String], 'Who painted it, at most 20.')
  artists?: string[] | null;

  @Given(() => String, 'Address of a picture (http or https).')
  imageUrl?: string | null;

  @Given(
    () => JSONScalar,
    'An object of values by the names of attribute definitions. At most 20000 characters as JSON.',
  )
  attributes?: Record<string, unknown> | null;

  @Given(() => [ID], 'Categories to assign it to, at most 50.')
  categoryIds?: string[] | null;

  @Given(() => [NewVariantInput], 'The SKUs it is sold as, at most 500. More can be added later.')
  variants?: NewVariantInput[] | null;
}

@InputType('UpdateProductInput', {
  description: 'What is to be said of a product. What is not given stays as it is; null empties what may be empty.',
})
export class UpdateProductInput {
  @Given(() => String, 'Readable, unique name for URLs: lower-case letters and digits in words joined by hyphens.')
  slug?: string | null;

  @Given(() => ProductKindEnum, 'What sort of goods it is.')
  kind?: ProductKind | null;

  @Given(() => String, 'Name as printed. At most 200 characters.')
  name?: string | null;

  @Given(() => String, 'The game it belongs to. At most 100 characters.')
  game?: string | null;

  @Given(() => String, 'The set it appeared in. At most 200 characters.')
  set?: string | null;

  @Given(() => String, 'Collector number. At most 40 characters.')
  number?: string | null;

  @Given(() => String, 'Rarity as the game names it. At most 60 characters.')
  rarity?: string | null;

  @Given(() => [String], 'Card types and subtypes, at most 20.')
  types?: string[] | null;

  @Given(() => String, 'Rules text. At most 10000 characters.')
  text?: string | null;

  @Given(() => [String], 'Who painted it, at most 20.')
  artists?: string[] | null;

  @Given(() => String, 'Address of a picture (http or https).')
  imageUrl?: string | null;

  @Given(() => JSONScalar, 'All attributes, as an object. Those that stay as they are need no definition.')
  attributes?: Record<string, unknown> | null;
}

@InputType('ChangeVariantInput', {
  description: 'What is to be said of a SKU. What is not given stays as it is; null empties what may be empty.',
})
export class ChangeVariantInput {
  @Given(() => String, 'Name with all that tells this SKU from the others. At most 300 characters.')
  title?: string | null;

  @Given(() => String, 'Print run, such as First or Unlimited.')
  edition?: string | null;

  @Given(() => String, 'Kind of foil, such as Rainbow or Cold.')
  foiling?: string | null;

  @Given(() => CardConditionEnum, 'How worn it is; null for what is sold new.')
  condition?: CardCondition | null;

  @Given(() => String, 'Language of the print (ISO 639-1).')
  language?: string | null;

  @Given(() => Int, 'Weight of one piece in grams, at least 1.')
  weightGrams?: number | null;
}
