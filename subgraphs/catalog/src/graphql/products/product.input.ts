import { JSONScalar } from '@cardstock/service';
import { ID, InputType } from 'type-graphql';
import type { ProductKind } from '../../domain/product.ts';
import { ProductKindEnum } from '../product.enums.ts';
import { Given } from './given.ts';
import { NewVariantInput } from './variant.input.ts';

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
