import { randomUUID } from 'node:crypto';
import { askGateway, e2ePlatform, eventually } from '@cardstock/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { aNewProduct, aNewVariant } from './write-side/new-product.ts';

const platform = e2ePlatform();
const SLUG = `graph-${randomUUID().slice(0, 8)}`;
/** Far less than answers are stored for. */
const AT_ONCE = { withinMs: 5_000 };

let manager: string;
beforeAll(async () => {
  manager = await platform.logIn('catalog');
});

const change = async <Outcome>(query: string, variables: Record<string, unknown>): Promise<Outcome> => {
  const { data, errors } = await askGateway<{ outcome: Outcome }>(platform.gatewayUrl, { query, variables }, manager);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.outcome;
};

/** As a browser asks: the answer, and whether it was a stored one. */
const look = async (query: string, variables: object = {}) => {
  const reply = await fetch(platform.gatewayUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await reply.json()) as { data: unknown; errors?: { extensions: { code: string } }[] };
  return { ...answer, isStored: reply.headers.get('cache-status')?.includes('hit') === true };
};

const CREATE = `mutation ($name: String!, $slug: String!) { outcome: createCategory(name: $name, slug: $slug) {
  ... on CategorySaved { category { id } } } }`;
const RENAME = 'mutation ($id: ID!, $name: String) { outcome: renameCategory(id: $id, name: $name) { __typename } }';

describe('a category', () => {
  it('is shown from stored answers, and with its new name at once, and staff see who gave it that', async () => {
    const { category } = await change<{ category: { id: string } }>(CREATE, { name: 'Old', slug: SLUG });
    const query = '{ category(slug: "SLUG") { name } }'.replace('SLUG', SLUG);
    await eventually(async () => {
      await look(query);
      expect(await look(query)).toEqual({ data: { category: { name: 'Old' } }, isStored: true });
    }, AT_ONCE);
    for (const name of ['New', 'Newer']) {
      await change(RENAME, { id: category.id, name });
      await eventually(async () => expect((await look(query)).data).toEqual({ category: { name } }), AT_ONCE);
      await eventually(async () => expect((await look(query)).isStored).toBe(true), AT_ONCE);
    }
    const CHANGES =
      'query ($id: ID) { categoryChanges(categoryId: $id) { nodes { kind actor before { name } after { name } } } }';
    const seen = await askGateway<{ categoryChanges: { nodes: { kind: string; actor: string }[] } }>(
      platform.gatewayUrl,
      { query: CHANGES, variables: { id: category.id } },
      manager,
    );
    const me = await askGateway<{ me: { id: string } }>(platform.gatewayUrl, { query: '{ me { id } }' }, manager);
    const actor = me.data.me.id;
    expect(seen.data.categoryChanges.nodes).toEqual([
      { kind: 'CREATED', actor, before: null, after: { name: 'Old' } },
      { kind: 'RENAMED', actor, before: { name: 'Old' }, after: { name: 'New' } },
      { kind: 'RENAMED', actor, before: { name: 'New' }, after: { name: 'Newer' } },
    ]);
    const others = await look(CHANGES, { id: category.id });
    expect(others.errors?.[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
  });
});

describe('the SKUs of a product', () => {
  const variants = [
    aNewVariant(`${SLUG}-nm`),
    aNewVariant(`${SLUG}-lp`, { condition: 'LIGHTLY_PLAYED' }),
    aNewVariant(`${SLUG}-rf`, { foiling: 'Rainbow' }),
  ];
  const QUERY = `query ($slug: String, $condition: [CardCondition!], $foiling: [String!]) { product(slug: $slug) {
    chosen: variants(condition: $condition, foiling: $foiling) { sku } worn: variants(condition: [LIGHTLY_PLAYED]) { sku }
    plain: variants(isFoil: false, language: ["en"]) { sku availability { available } } } }`;
  const skus = (...ends: readonly string[]) => ends.map((end) => ({ sku: `${SLUG}-${end}` }));

  it('are chosen by each client for itself, stored apart, and joined with their stock', async () => {
    const CREATE_PRODUCT = `mutation ($input: CreateProductInput!) { outcome: createProduct(input: $input) {
      ... on ProductSaved { product { id } } } }`;
    const PUBLISH = 'mutation ($id: ID!) { outcome: publishProduct(productId: $id) { __typename } }';
    const { product } = await change<{ product: { id: string } }>(CREATE_PRODUCT, {
      input: aNewProduct(SLUG, { variants }),
    });
    await change(PUBLISH, { id: product.id });
    const rest = {
      worn: skus('lp'),
      plain: skus('nm', 'lp').map((one) => ({ ...one, availability: { available: 0 } })),
    };
    const ask = async (given: object) => (await look(QUERY, { slug: SLUG, ...given })).data;
    await eventually(async () =>
      expect(await ask({})).toEqual({ product: { ...rest, chosen: skus('nm', 'lp', 'rf') } }),
    );
    expect(await ask({ foiling: ['Rainbow'] })).toEqual({ product: { ...rest, chosen: skus('rf') } });
    expect(await ask({ condition: ['NEAR_MINT'] })).toEqual({ product: { ...rest, chosen: skus('nm', 'rf') } });
    const { errors } = await look(QUERY, { slug: SLUG, foiling: Array.from({ length: 101 }, String) });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', fields: [{ field: 'foiling' }] } });
  });
});
