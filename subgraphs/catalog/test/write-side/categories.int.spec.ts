import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';
import { projected, staffOf } from './staff.ts';

let catalog: RunningCatalog;
let staff: ReturnType<typeof staffOf>;
beforeAll(async () => {
  catalog = await startCatalogWith([]);
  staff = staffOf(catalog);
});
afterAll(() => catalog.stop());

interface Outcome {
  readonly __typename: string;
  readonly code?: string;
  readonly category: { readonly id: string };
}
const REST = '__typename ... on DomainError { code } ... on CategorySaved { category { id slug path { slug } } }';
const create = (slug: string, parentId?: string, place?: number) =>
  staff.run<Outcome>(
    `mutation ($slug: String!, $parentId: ID, $place: Int) {
      outcome: createCategory(name: $slug, slug: $slug, parentId: $parentId, place: $place) { ${REST} } }`,
    { slug, parentId, place },
  );
const idOf = async (slug: string, parentId?: string) => (await create(slug, parentId)).category.id;
const move = (id: string, parentId?: string, place?: number) =>
  staff.run<Outcome>(
    `mutation ($id: ID!, $parentId: ID, $place: Int) { outcome: moveCategory(id: $id, parentId: $parentId, place: $place) { ${REST} } }`,
    { id, parentId, place },
  );
const remove = (id: string, reassignTo?: string) =>
  staff.run<Outcome>(
    `mutation ($id: ID!, $reassignTo: ID) { outcome: deleteCategory(id: $id, reassignTo: $reassignTo) {
      __typename ... on DomainError { code } ... on CategoryNotEmpty { childCount productCount } } }`,
    { id, reassignTo },
  );

interface Shown {
  readonly slug: string;
  readonly path: { slug: string }[];
  readonly parent: { slug: string } | null;
  readonly children: { slug: string }[];
  readonly products: { totalCount: number; nodes: { slug: string }[]; pageInfo: { endCursor: string } };
}
const see = async (slug: string, page = '') =>
  (
    await catalog.ask<{ category: Shown | null }>(
      `query ($slug: String) { category(slug: $slug) { slug path { slug } parent { slug } children { slug }
        products${page} { totalCount nodes { slug } pageInfo { endCursor } } } }`,
      { slug },
    )
  ).data.category;

const publishIn = async (slug: string, categoryIds: readonly string[]) => {
  const { product } = await staff.create(slug, { categoryIds });
  await projected(catalog, (await staff.setStatus('publish', product.id)).product);
  return product.id;
};

describe('the tree of categories', () => {
  it('shows what is for sale in a category and below it, page by page, wherever it is moved', async () => {
    const [top, other] = [await idOf('top'), await idOf('elsewhere')];
    const below = await idOf('below', top);
    await publishIn('in-top', [top]);
    const deep = await publishIn('in-below', [below]);
    await staff.create('draft-in-top', { categoryIds: [top] });
    const first = await see('top', '(first: 1)');
    expect(first?.products).toMatchObject({ totalCount: 2, nodes: [{ slug: 'in-below' }] });
    const rest = await see('top', `(first: 1, after: "${first?.products.pageInfo.endCursor}")`);
    expect(rest?.products.nodes).toEqual([{ slug: 'in-top' }]);
    const { data: both } = await catalog.ask(
      `query ($after: String) {
        first: category(slug: "top") { products(first: 1) { nodes { slug } pageInfo { hasNextPage } } }
        rest: category(slug: "top") { products(after: $after) { nodes { slug } pageInfo { hasNextPage } } }
        below: category(slug: "below") { products { totalCount nodes { slug } } } }`,
      { after: first?.products.pageInfo.endCursor },
    );
    expect(both).toEqual({
      first: { products: { nodes: [{ slug: 'in-below' }], pageInfo: { hasNextPage: true } } },
      rest: { products: { nodes: [{ slug: 'in-top' }], pageInfo: { hasNextPage: false } } },
      below: { products: { totalCount: 1, nodes: [{ slug: 'in-below' }] } },
    });
    expect(await move(below, other, 0)).toMatchObject({
      category: { path: [{ slug: 'elsewhere' }, { slug: 'below' }] },
    });
    expect((await see('top'))?.products.totalCount).toBe(1);
    expect(await see('elsewhere')).toMatchObject({ children: [{ slug: 'below' }], products: { totalCount: 1 } });
    const { data } = await catalog.ask('query ($id: ID) { product(id: $id) { categories { path { slug } } } }', {
      id: deep,
    });
    expect(data).toEqual({ product: { categories: [{ path: [{ slug: 'elsewhere' }, { slug: 'below' }] }] } });
  });

  it('narrows a search to categories and what is below or was merged into them, and counts the facets of the rest', async () => {
    const [games, gone] = [await idOf('games'), await idOf('gone')];
    const boards = await idOf('boards', games);
    for (const [slug, category] of [
      ['chess-set', boards],
      ['chess-clock', gone],
      ['chess-book', await idOf('books')],
    ] as const)
      await publishIn(slug, [category]);
    await remove(gone, games);
    const search = async (category: readonly string[] | null) =>
      (
        await catalog.ask<{ products: unknown }>(
          `query ($category: [ID!]) { products(query: "chess", filter: { category: $category }) {
            totalCount nodes { slug } facets { field buckets { count } } } }`,
          { category },
        )
      ).data.products;
    const found = (...slugs: string[]) => ({
      totalCount: slugs.length,
      nodes: slugs.map((slug) => ({ slug })),
      facets: expect.arrayContaining([{ field: 'kind', buckets: slugs.length > 0 ? [{ count: slugs.length }] : [] }]),
    });
    expect(await search(null)).toEqual(found('chess-book', 'chess-clock', 'chess-set'));
    expect(await search([games])).toEqual(found('chess-clock', 'chess-set'));
    expect(await search([boards])).toEqual(found('chess-set'));
    expect(await search([gone, boards])).toEqual(found('chess-clock', 'chess-set'));
    expect(await search(['none'])).toEqual(found());
    expect(await search([])).toEqual(found());
  });

  it('refuses what would make no tree', async () => {
    const a = await idOf('a');
    const b = await idOf('b', a);
    expect(await move(a, b)).toMatchObject({ __typename: 'CategoryCycle', code: 'CATEGORY_CYCLE' });
    expect(await move(a, a)).toMatchObject({ code: 'CATEGORY_CYCLE' });
    expect(await move(a, 'none')).toMatchObject({ code: 'CATEGORY_UNKNOWN' });
    expect(await create('a')).toMatchObject({ code: 'CATEGORY_SLUG_TAKEN' });
    await expect(create('Not A Slug')).rejects.toThrow('slug');
    await expect(create('x', undefined, -1)).rejects.toThrow('place');
  });

  it('deletes what is empty, or takes children and products elsewhere in one step', async () => {
    const [doomed, heir] = [await idOf('doomed'), await idOf('heir')];
    await idOf('child', doomed);
    const id = await publishIn('inherited', [doomed]);
    expect(await remove(doomed)).toEqual({
      __typename: 'CategoryNotEmpty',
      code: 'CATEGORY_NOT_EMPTY',
      childCount: 1,
      productCount: 1,
    });
    expect(await remove(doomed, heir)).toMatchObject({ __typename: 'CategoryDeleted' });
    expect(await see('doomed')).toBeNull();
    expect(await see('heir')).toMatchObject({
      children: [{ slug: 'child' }],
      products: { nodes: [{ slug: 'inherited' }] },
    });
    const { data } = await catalog.ask('query ($id: ID) { product(id: $id) { categories { slug } } }', { id });
    expect(data).toEqual({ product: { categories: [{ slug: 'heir' }] } });
    expect(await remove(await idOf('empty'))).toMatchObject({ __typename: 'CategoryDeleted' });
    expect(await remove('none')).toMatchObject({ code: 'CATEGORY_UNKNOWN' });
  });
});

describe('definitions of attributes', () => {
  const save = (input: object) =>
    staff.run<Outcome>(
      `mutation ($input: AttributeDefinitionInput!) { outcome: saveAttributeDefinition(input: $input) {
        __typename ... on DomainError { code } ... on AttributeDefinitionSaved { definition { name allowedValues kinds } } } }`,
      { input },
    );
  const drop = (name: string) =>
    staff.run<Outcome>(
      'mutation ($name: String!) { outcome: deleteAttributeDefinition(name: $name) { __typename ... on DomainError { code } } }',
      { name },
    );

  it('decide what staff may say of products, and leave what was said before', async () => {
    const category = await idOf('playmats');
    const material = { name: 'material', label: 'Material', type: 'TEXT', allowedValues: ['rubber', 'cloth'] };
    const more = { isRequired: true, kinds: ['ACCESSORY'], categoryIds: [category] };
    expect(await save({ ...material, ...more })).toMatchObject({ definition: { kinds: ['ACCESSORY'] } });
    const { data } = await catalog.ask('{ attributeDefinitions { name categories { slug } } }');
    expect(data).toEqual({ attributeDefinitions: [{ name: 'material', categories: [{ slug: 'playmats' }] }] });
    const create = (slug: string, attributes: object) =>
      staff.create(slug, { kind: 'ACCESSORY', categoryIds: [category], attributes });
    expect(await create('glass-mat', { material: 'glass' })).toMatchObject({ code: 'ATTRIBUTE_INVALID' });
    expect(await create('no-mat', {})).toMatchObject({ code: 'ATTRIBUTE_INVALID' });
    const { product } = await create('cloth-mat', { material: 'cloth' });
    expect(await drop('material')).toMatchObject({ __typename: 'AttributeDefinitionDeleted' });
    expect(await drop('material')).toMatchObject({ code: 'ATTRIBUTE_UNKNOWN' });
    expect(await staff.update(product.id, { name: 'Mat' })).toMatchObject({ __typename: 'ProductSaved' });
    expect(await staff.update(product.id, { attributes: { material: 'rubber' } })).toMatchObject({
      code: 'ATTRIBUTE_INVALID',
    });
  });

  it.each([
    ['no name', { name: '$where' }, 'name'],
    ['a list for numbers', { type: 'NUMBER', allowedValues: ['1'] }, 'allowedValues'],
    ['too many values', { allowedValues: Array.from({ length: 501 }, String) }, 'allowedValues'],
  ])('are refused with %s', async (_name, more, field) => {
    await expect(save({ name: 'x', label: 'X', type: 'TEXT', ...more })).rejects.toThrow(field);
  });

  it('name categories that there are', async () => {
    const input = { name: 'x', label: 'X', type: 'TEXT', categoryIds: ['none'] };
    expect(await save(input)).toMatchObject({ code: 'CATEGORY_UNKNOWN' });
  });
});
