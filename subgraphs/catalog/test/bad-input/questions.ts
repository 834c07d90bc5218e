import { aNewProduct, aNewVariant } from '../write-side/new-product.ts';

type Ask = (text: string) => { readonly query: string; readonly variables: Record<string, unknown> };

const reading =
  (declaration: string, query: string, more: (text: string) => Record<string, unknown> = (text) => ({ text })): Ask =>
  (text) => ({ query: `query ${declaration} ${query}`, variables: more(text) });

const products = (argument: string): Ask =>
  reading('($text: String)', `{ products(${argument}) { totalCount correctedQuery facets { field } nodes { id } } }`);
const filtered = (field: string): Ask =>
  reading(
    '($filter: ProductFilter)',
    '{ products(filter: $filter) { totalCount facets { field } nodes { id } } }',
    (text) => ({
      filter: { [field]: [text] },
    }),
  );
const entity = (type: string, key: string): Ask =>
  reading('($of: [_Any!]!)', '{ _entities(representations: $of) { __typename } }', (text) => ({
    of: [{ __typename: type, [key]: text }],
  }));

/** Every place of a query of the catalogue that takes text, by a name for it. */
export const QUESTIONS: Readonly<Record<string, Ask>> = {
  'words to search for': products('query: $text'),
  'a cursor': products('after: $text'),
  'a cursor of words': products('query: "a", sort: NAME, after: $text'),
  'a cursor from the end': products('last: 2, before: $text'),
  ...Object.fromEntries(
    ['game', 'set', 'rarity', 'type', 'category', 'foiling'].map((field) => [`the filter ${field}`, filtered(field)]),
  ),
  'what is being typed': reading('($text: String!)', '{ suggest(prefix: $text) { __typename } }'),
  'the id of a product': reading('($text: ID!)', '{ product(id: $text) { id } }'),
  'the slug of a product': reading('($text: String!)', '{ product(slug: $text) { id } }'),
  'the id of a product of long ago': reading(
    '($text: ID!)',
    '{ product(id: $text, asOf: "2026-01-01T00:00:00Z") { id } }',
  ),
  'a moment': reading('($text: DateTime)', '{ product(id: "x", asOf: $text) { id } }'),
  'a SKU': reading('($text: ID!)', '{ variant(sku: $text) { sku } }'),
  'the id of a category': reading('($text: ID!)', '{ category(id: $text) { id } }'),
  'the slug of a category': reading('($text: String!)', '{ category(slug: $text) { id } }'),
  'the id of an import of prices': reading('($text: UUID!)', '{ priceImport(importId: $text) { importId } }'),
  'the key of a product': entity('Product', 'id'),
  'the key of a SKU': entity('Variant', 'sku'),
  'a cursor in a history': reading(
    '($id: ID!, $text: String)',
    '{ product(id: $id) { history(after: $text) { nodes { version } } } }',
    (text) => ({
      id: 'known',
      text,
    }),
  ),
};

const ANSWER = '__typename ... on DomainError { code }';
const changing =
  (
    declaration: string,
    call: string,
    variables: (text: string) => Record<string, unknown> = (text) => ({ text }),
  ): Ask =>
  (text) => ({ query: `mutation (${declaration}) { outcome: ${call} { ${ANSWER} } }`, variables: variables(text) });

const created = (more: (text: string) => object): Ask =>
  changing('$input: CreateProductInput!', 'createProduct(input: $input)', (text) => ({
    input: aNewProduct('hostile', more(text)),
  }));
const withVariant = (more: (text: string) => object): Ask =>
  created((text) => ({ variants: [aNewVariant('hostile-nm', more(text))] }));

const PRODUCT_FIELDS = ['slug', 'name', 'game', 'set', 'number', 'rarity', 'text', 'imageUrl'];
const PRODUCT_LISTS = ['types', 'artists', 'categoryIds'];
const VARIANT_FIELDS = ['sku', 'title', 'edition', 'foiling', 'language'];
const STATUS_CHANGES = ['publish', 'unpublish', 'archive', 'delete', 'restore'];

const PRICE = '{ amount: 100, currency: "USD" }';
const named = <Name extends string>(names: readonly Name[], name: (one: Name) => string, ask: (one: Name) => Ask) =>
  Object.fromEntries(names.map((one) => [name(one), ask(one)]));

/** Every place of a mutation of the catalogue that takes text. */
export const CHANGES: Readonly<Record<string, Ask>> = {
  ...named(
    PRODUCT_FIELDS,
    (field) => `the ${field} of a new product`,
    (field) => created((text) => ({ [field]: text })),
  ),
  ...named(
    PRODUCT_LISTS,
    (field) => `the ${field} of a new product`,
    (field) => created((text) => ({ [field]: [text] })),
  ),
  ...named(
    VARIANT_FIELDS,
    (field) => `the ${field} of a new SKU`,
    (field) => withVariant((text) => ({ [field]: text })),
  ),
  'a currency': withVariant((text) => ({ price: { amount: 1, currency: text } })),
  'the name of an attribute': created((text) => ({ attributes: { [text]: 1 } })),
  'the value of an attribute': created((text) => ({ attributes: { nothing: text } })),
  ...named(
    STATUS_CHANGES,
    (verb) => `the product to ${verb}`,
    (verb) => changing('$text: ID!', `${verb}Product(productId: $text)`),
  ),
  'the product to change': changing('$text: ID!', 'updateProduct(productId: $text, input: { name: "x" })'),
  'the product to assign': changing('$text: ID!', 'assignProductCategories(productId: $text, categoryIds: [])'),
  'a category to assign to': changing(
    '$text: ID!',
    'assignProductCategories(productId: "known", categoryIds: [$text])',
  ),
  'a SKU to change': changing('$text: ID!', 'changeVariant(productId: "known", sku: $text, input: { title: "x" })'),
  'a SKU to retire': changing('$text: ID!', 'retireVariant(productId: "known", sku: $text)'),
  'a SKU to price': changing('$text: ID!', `changePrice(sku: $text, price: ${PRICE})`),
  'a SKU to price later': changing(
    '$text: ID!',
    `schedulePriceChange(sku: $text, price: ${PRICE}, effectiveAt: "2027-01-01T00:00:00Z")`,
  ),
  'a scheduled price': changing('$text: ID!', 'cancelScheduledPrice(id: $text)'),
  'a file of prices': changing('$input: BulkChangePricesInput!', 'bulkChangePrices(input: $input)', (csv) => ({
    input: { csv, dryRun: true },
  })),
  'a line of prices': changing('$input: BulkChangePricesInput!', 'bulkChangePrices(input: $input)', (text) => ({
    input: { csv: `sku,amount\n${text},${text}`, dryRun: true },
  })),
  'a set to price': changing('$input: BulkChangePricesInput!', 'bulkChangePrices(input: $input)', (text) => ({
    input: { rule: { percent: 1, filter: { set: [text] } }, dryRun: true },
  })),
  'the slug of a category': changing('$text: String!', 'createCategory(name: "x", slug: $text)'),
  'the parent of a category': changing('$text: ID!', 'createCategory(name: "x", slug: "below", parentId: $text)'),
  'a category to rename': changing('$text: ID!', 'renameCategory(id: $text, name: "x")'),
  'a category to move': changing('$text: ID!', 'moveCategory(id: $text)'),
  'a category to delete': changing('$text: ID!', 'deleteCategory(id: $text)'),
  'the definition of an attribute': changing(
    '$input: AttributeDefinitionInput!',
    'saveAttributeDefinition(input: $input)',
    (text) => ({
      input: { name: 'a', label: 'A', type: 'TEXT', categoryIds: [text] },
    }),
  ),
  'a definition to delete': changing('$text: String!', 'deleteAttributeDefinition(name: $text)'),
};
