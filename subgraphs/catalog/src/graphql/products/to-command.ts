import type { ProductCommand } from '../../domain/product/commands.ts';
import type { VariantDetails } from '../../domain/product.ts';
import type { CreateProductInput } from './product.input.ts';
import type { NewVariantInput } from './variant.input.ts';

export const toVariantDetails = (input: NewVariantInput): VariantDetails => ({
  sku: input.sku,
  title: input.title,
  edition: input.edition ?? null,
  foiling: input.foiling ?? null,
  condition: input.condition ?? null,
  language: input.language,
  price: { amount: input.price.amount, currency: input.price.currency },
  weightGrams: input.weightGrams,
});

export const toCreateCommand = (input: CreateProductInput): Extract<ProductCommand, { type: 'CreateProduct' }> => ({
  type: 'CreateProduct',
  categories: input.categoryIds ?? [],
  details: {
    slug: input.slug,
    kind: input.kind,
    name: input.name,
    game: input.game,
    set: input.set ?? null,
    number: input.number ?? null,
    rarity: input.rarity ?? null,
    types: input.types ?? [],
    text: input.text ?? null,
    artists: input.artists ?? [],
    imageUrl: input.imageUrl ?? null,
    attributes: input.attributes ?? {},
    variants: (input.variants ?? []).map(toVariantDetails),
  },
});

/** The fields that were given, null included, as a command has its changes. Their values are checked with the command. */
export const toChanges = <Changes extends object>(input: object): Changes =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Changes;
