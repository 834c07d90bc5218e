import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';
import { aNewProduct, aNewVariant } from './new-product.ts';
import { MANAGER, projected, staffOf } from './staff.ts';

let catalog: RunningCatalog;
let staff: ReturnType<typeof staffOf>;
beforeAll(async () => {
  catalog = await startCatalogWith([]);
  staff = staffOf(catalog);
});
afterAll(() => catalog.stop());

const CREATE = 'mutation ($input: CreateProductInput!) { createProduct(input: $input) { __typename } }';
const LOOK = `query ($id: ID!, $slug: String!, $sku: ID!) {
  byId: product(id: $id) { status } bySlug: product(slug: $slug) { status } variant(sku: $sku) { sku }
  products(filter: { game: ["Test Game"] }) { totalCount nodes { id } } }`;

const publish = async (slug: string) => {
  const { product } = await staff.create(slug);
  const published = await staff.setStatus('publish', product.id);
  await projected(catalog, published.product);
  return published.product;
};

describe('a product that staff makes', () => {
  it('is the staff’s alone until it is published, and again when it is archived', async () => {
    const { product } = await staff.create('seen');
    const keys = { id: product.id, slug: 'seen', sku: 'seen-nm' };
    const hidden = { byId: null, bySlug: null, variant: null, products: { totalCount: 0, nodes: [] } };
    const shown = (status: string) => ({ byId: { status }, bySlug: { status }, variant: { sku: 'seen-nm' } });
    await projected(catalog, product);
    expect((await catalog.ask(LOOK, keys)).data).toEqual(hidden);
    expect((await catalog.askAs(MANAGER, LOOK, keys)).data).toMatchObject(shown('DRAFT'));
    await projected(catalog, (await staff.setStatus('publish', product.id)).product);
    expect((await catalog.ask(LOOK, keys)).data).toMatchObject({
      ...shown('PUBLISHED'),
      products: { totalCount: 1, nodes: [{ id: product.id }] },
    });
    await projected(catalog, (await staff.setStatus('archive', product.id)).product);
    expect((await catalog.ask(LOOK, keys)).data).toEqual(hidden);
    expect((await catalog.askAs(MANAGER, LOOK, keys)).data).toMatchObject(shown('ARCHIVED'));
  });

  it('stays readable by reference for old orders once it is off sale, a draft does not', async () => {
    const sold = await publish('sold');
    await projected(catalog, (await staff.setStatus('archive', sold.id)).product);
    const draft = (await staff.create('unsold')).product;
    await projected(catalog, draft);
    const representations = ['sold-nm', 'unsold-nm'].map((sku) => ({ __typename: 'Variant', sku }));
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Variant { title isOnSale product { status } } } }`;
    expect((await catalog.ask(query, { representations })).data).toEqual({
      _entities: [{ title: 'Card sold-nm', isOnSale: false, product: { status: 'ARCHIVED' } }, null],
    });
  });

  it('shows its SKUs in the answer to a change at once, without those that were retired', async () => {
    const { id } = (await staff.create('variants')).product;
    const added = await staff.addVariant(id, 'variants-lp');
    expect(added.product.variants).toEqual([
      { sku: 'variants-nm', isOnSale: false, price: { amount: 500 }, product: { id } },
      { sku: 'variants-lp', isOnSale: false, price: { amount: 500 }, product: { id } },
    ]);
    const retired = await staff.retireVariant(id, 'variants-nm');
    expect(retired.product.variants.map(({ sku }) => sku)).toEqual(['variants-lp']);
    await staff.setStatus('publish', id);
    expect(await staff.retireVariant(id, 'variants-lp')).toMatchObject({ code: 'PRODUCT_INCOMPLETE' });
  });
});

describe('what staff may not do', () => {
  it('is told by a refusal that names it', async () => {
    const { product } = await staff.create('taken');
    const other = (await staff.create('other')).product;
    expect(await staff.create('taken')).toMatchObject({ __typename: 'SlugTaken', code: 'SLUG_TAKEN' });
    const sameSku = { variants: [aNewVariant('taken-nm')] };
    expect(await staff.create('same-sku', sameSku)).toMatchObject({ __typename: 'SkuTaken', code: 'SKU_TAKEN' });
    expect(await staff.update(other.id, { slug: 'taken' })).toMatchObject({ code: 'SLUG_TAKEN' });
    expect(await staff.addVariant(other.id, 'taken-nm')).toMatchObject({ code: 'SKU_TAKEN' });
    expect(await staff.update('none', { name: 'x' })).toMatchObject({ code: 'PRODUCT_UNKNOWN' });
    expect(await staff.update(product.id, { name: 'x' }, 7)).toMatchObject({ code: 'PRODUCT_VERSION_STALE' });
    expect(await staff.update(product.id, { attributes: { size: 1 } })).toMatchObject({ code: 'ATTRIBUTE_INVALID' });
    expect(await staff.assign(product.id, ['none'])).toMatchObject({ code: 'CATEGORY_UNKNOWN' });
    await staff.setStatus('delete', product.id);
    expect(await staff.setStatus('publish', product.id)).toMatchObject({ code: 'PRODUCT_STATE_ILLEGAL' });
    expect(await staff.create('taken')).toMatchObject({ code: 'SLUG_TAKEN' });
    expect(await staff.setStatus('restore', product.id)).toMatchObject({ product: { status: 'DRAFT' } });
  });

  it('frees a slug that a product gave up, and leaves nothing of a refused creation behind', async () => {
    const { id } = (await staff.create('first-name')).product;
    await staff.update(id, { slug: 'second-name' });
    const sku = { variants: [aNewVariant('reused')] };
    expect(await staff.create('second-name', sku)).toMatchObject({ code: 'SLUG_TAKEN' });
    expect(await staff.create('first-name', sku)).toMatchObject({ __typename: 'ProductSaved' });
  });

  it.each([
    ['a name that is empty', { name: '' }, 'name'],
    ['10 MB of text', { text: 'x'.repeat(10_000_000) }, undefined],
    ['rules text that is too long', { text: 'x'.repeat(10_001) }, 'text'],
    ['a slug with spaces', { slug: 'a b' }, 'slug'],
    ['a NUL', { name: 'a\u0000' }, 'name'],
    [
      'a price below zero',
      { variants: [aNewVariant('x', { price: { amount: -1, currency: 'USD' } })] },
      'variants.0.price.amount',
    ],
    [
      'an unknown currency',
      { variants: [aNewVariant('x', { price: { amount: 1, currency: 'usd' } })] },
      'variants.0.price.currency',
    ],
    ['an operator for an attribute', { attributes: { $gt: '' } }, 'attributes.$gt'],
    ['too many categories', { categoryIds: Array.from({ length: 51 }, String) }, 'categories'],
  ])('comes with the field at fault: %s', async (_name, more, field) => {
    const before = await catalog.stores.mongo.events.estimatedDocumentCount();
    const reply = await catalog.askAs(MANAGER, CREATE, { input: aNewProduct('bad', more) });
    const named = reply.errors?.flatMap(({ extensions }) => (extensions['fields'] as { field: string }[]) ?? []);
    if (field) expect(named?.map((one) => one.field)).toContain(field);
    else expect(reply.data?.valueOf()).toBeFalsy();
    expect(await catalog.stores.mongo.events.estimatedDocumentCount()).toBe(before);
  });

  it('takes hostile text as what it is', async () => {
    const name = `'; drop table product; -- {{7*7}} <script>alert(1)</script> 🂡 $where`;
    const { id } = (await staff.create('hostile', { name })).product;
    await projected(catalog, (await staff.setStatus('publish', id)).product);
    expect((await catalog.ask('query ($id: ID!) { product(id: $id) { name } }', { id })).data).toEqual({
      product: { name },
    });
  });

  it.each([
    ['nobody', { kind: 'anonymous' } as const, 'UNAUTHENTICATED'],
    ['a customer', aUser(), 'FORBIDDEN'],
    ['a warehouse worker', aUser(['WAREHOUSE']), 'FORBIDDEN'],
  ])('is not for %s', async (_name, viewer, code) => {
    const { errors } = await catalog.askAs(viewer, CREATE, { input: aNewProduct('forbidden') });
    expect(errors?.[0]?.extensions.code).toBe(code);
    const past = await catalog.askAs(viewer, 'query ($at: DateTime) { product(id: "x", asOf: $at) { id } }', {
      at: new Date(),
    });
    expect(past.errors?.[0]?.extensions.code).toBe(code);
  });
});
