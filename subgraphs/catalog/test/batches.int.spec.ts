import type { Viewer } from '@cardstock/service';
import { type Tap, tapMongo, tapPostgres } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SourceProduct } from '../src/index.ts';
import { aProduct, aVariant } from './builders.ts';
import { type RunningCatalog, startCatalogWith } from './running-catalog.ts';
import { MANAGER, projected, staffOf } from './write-side/staff.ts';

const SKUS = ['NM', 'LP', 'HP'];

const aNumbered = (number: number): SourceProduct => {
  const variants = SKUS.map((condition) => aVariant({ sku: `${number}-${condition}` }));
  return { id: `p${number}`, details: aProduct({ slug: `p${number}`, name: `Card ${number}`, variants }) };
};

/** Each measurement asks for products that nothing has looked at before. */
const MOST = 100;
const FEW = 2;
let next = 0;
const unseen = (count: number): string[] => {
  next += count;
  return Array.from({ length: count }, (_, index) => `p${next - count + index}`);
};
const QUESTIONS = 6;

let catalog: RunningCatalog;
let postgres: Tap;
let mongo: Tap;
beforeAll(async () => {
  const products = Array.from({ length: QUESTIONS * (MOST + FEW) }, (_, number) => aNumbered(number));
  catalog = await startCatalogWith(products, async ({ databaseUrl, mongodbUrl }) => {
    [postgres, mongo] = await Promise.all([tapPostgres(databaseUrl), tapMongo(mongodbUrl)]);
    return { databaseUrl: postgres.url, mongodbUrl: mongo.url };
  });
});
afterAll(async () => {
  await catalog.stop();
  await Promise.all([postgres.stop(), mongo.stop()]);
});

const READ_MODEL =
  /\b(from|join) (product|unlisted_product|variant|price_point|scheduled_price|facet_group|count_by_words)\b/;
/** The index of products reads what changed, whoever asks, and what facets see of it. */
const INDEXING = /\bchange > |\bfrom facet_group\b/;
const readsModel = (sql: string): boolean => READ_MODEL.test(sql) && !INDEXING.test(sql);
/** Of what is asked for; what runs beside it reads events by position, and the version of the tree. */
const READ = /^(find|aggregate|count)\0.{4}(product_event\0.*productId|product\0|setting\0.*value)/s;

interface Cost {
  readonly statements: number;
  readonly commands: number;
  readonly rows: number;
}

/** What a question costs the stores; what runs by itself beside it does not count. */
const costOf = async (viewer: Viewer, query: string, variables: Record<string, unknown>): Promise<Cost> => {
  let rows = 0;
  let commands: string[] = [];
  const statements = await postgres.during(async () => {
    commands = await mongo.during(async () => {
      const { data, errors } = await catalog.askAs<{ list: unknown[] }>(viewer, query, variables);
      expect(errors).toBeUndefined();
      rows = data.list.filter((one) => one !== null).length;
    });
  });
  return {
    statements: statements.filter(readsModel).length,
    commands: commands.filter((command) => READ.test(command)).length,
    rows,
  };
};

const productReferences = (ids: readonly string[]) => ids.map((id) => ({ __typename: 'Product', id }));
const variantReferences = (ids: readonly string[]) =>
  ids.map((id) => ({ __typename: 'Variant', sku: `${id.slice(1)}-LP` }));
const mixed = (ids: readonly string[]) => [...productReferences(ids), ...variantReferences(ids)];

const entities = (selection: string): string =>
  `query ($of: [_Any!]!) { list: _entities(representations: $of) { ${selection} } }`;

/** Categories below one, each with a product. */
const makeCategories = async (slug: string, count: number): Promise<void> => {
  const staff = staffOf(catalog);
  const create = async (name: string, parentId?: string): Promise<string> => {
    const { category } = await staff.run<{ category: { id: string } }>(
      `mutation ($name: String!, $parentId: ID) { outcome: createCategory(name: $name, slug: $name, parentId: $parentId) {
        ... on CategorySaved { category { id } } } }`,
      { name, parentId },
    );
    return category.id;
  };
  const top = await create(slug);
  for (let number = 0; number < count; number += 1) {
    const categoryId = await create(`${slug}-${number}`, top);
    const { product } = await staff.create(`in-${slug}-${number}`, { categoryIds: [categoryId] });
    await projected(catalog, (await staff.setStatus('publish', product.id)).product);
  }
};

describe('what many entities cost', () => {
  // [what is asked, of whom, the query, statements of PostgreSQL, commands of MongoDB]
  it.each([
    ['references of both kinds', mixed, '... on Product { name } ... on Variant { title }', 2, 0],
    ['the products of SKUs', variantReferences, '... on Variant { product { name } }', 2, 0],
    [
      'the SKUs of products, chosen in three ways',
      productReferences,
      '... on Product { variants { sku } worn: variants(condition: [DAMAGED]) { sku } plain: variants(isFoil: false) { sku product { id } } }',
      2,
      0,
    ],
    [
      'prices, past and to come',
      variantReferences,
      '... on Variant { priceHistory(first: 5) { changedAt } scheduledPrices { id } }',
      3,
      0,
    ],
    ['the categories of products', productReferences, '... on Product { categories { path { name } } }', 1, 1],
    [
      'the history of products',
      productReferences,
      '... on Product { history(first: 5) { totalCount nodes { type } } }',
      1,
      2,
    ],
  ])('does not depend on how many there are: %s', async (_name, of, selection, statements, commands) => {
    for (const count of [FEW, MOST]) {
      const representations = of(unseen(count));
      const cost = await costOf(MANAGER, entities(selection), { of: representations });
      expect(cost).toEqual({ statements, commands, rows: representations.length });
    }
  });

  it('does not depend on how many there are: the products of categories', async () => {
    const query = `query ($slug: String) { category(slug: $slug) { list: children {
      slug products(first: 1) { totalCount nodes { slug } facets { field } pageInfo { endCursor } } } } }`;
    const [few, many] = [2, 25];
    await makeCategories('few', few);
    await makeCategories('many', many);
    for (const [slug, count] of [
      ['few', few],
      ['many', many],
      ['many', many],
    ] as const) {
      const statements = await postgres.during(async () => {
        const { data } = await catalog.ask<{ category: { list: { slug: string }[] } }>(query, { slug });
        expect(data.category.list).toMatchObject(
          Array.from({ length: count }, (_, number) => ({
            slug: `${slug}-${number}`,
            products: { totalCount: 1, nodes: [{ slug: `in-${slug}-${number}` }] },
          })),
        );
      });
      // The counts, what the groups are that were not seen before, and the pages.
      expect(statements.filter(readsModel).length).toBeLessThanOrEqual(3);
    }
  });
});
