import { newId } from '@cardstock/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HandleProduct } from '../../src/application/products/handle-product.ts';
import { productAsOf } from '../../src/application/products/load-product.ts';
import type { ProductCommand } from '../../src/domain/product/commands.ts';
import { runImport } from '../../src/index.ts';
import { makeNameClaims } from '../../src/persistence/mongo/name-claim.repository.ts';
import { makeProductEvents } from '../../src/persistence/mongo/product-event.repository.ts';
import { makeWriteSide } from '../../src/write-side.ts';
import { aProduct, aVariant } from '../builders.ts';
import { aSource, freshStores, type TestStores } from '../stores.ts';

let stores: TestStores;
let side: ReturnType<typeof makeWriteSide>;
let handle: HandleProduct;
beforeEach(async () => {
  stores = await freshStores();
  side = makeWriteSide(stores.mongo, stores.transact);
  handle = side.handle;
});
afterEach(() => stores.drop());

const NOW = new Date('2026-01-01T12:00:00Z');
const WRITERS = Array.from({ length: 20 }, (_writer, number) => number);
const send = (productId: string, command: ProductCommand, more: object = {}) =>
  handle({ productId, command, actor: 'test', at: NOW, ...more });
const creation = (slug: string, sku = slug): ProductCommand => ({
  type: 'CreateProduct',
  details: aProduct({ slug, variants: [aVariant({ sku })] }),
  categories: [],
});
const rename = (name: string): ProductCommand => ({ type: 'UpdateDetails', changes: { name } });
const events = () => makeProductEvents(stores.mongo);
const codes = (outcomes: readonly Awaited<ReturnType<HandleProduct>>[]) =>
  outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.refusal.code)).sort();

describe('twenty writers', () => {
  it('at one product all get their turn, one version each', async () => {
    await send('p', creation('p'));
    const outcomes = await Promise.all(WRITERS.map((number) => send('p', rename(`Name ${number}`))));
    expect(codes(outcomes)).toEqual(WRITERS.map(() => 'ok'));
    const recorded = await events().read('p');
    expect(recorded.map(({ version }) => version)).toEqual(Array.from({ length: 21 }, (_version, index) => index + 1));
    const times = recorded.map(({ occurredAt }) => occurredAt.getTime());
    expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
    // Losers leave no gap that readers of the sequence would wait for.
    const stretch = await stores.sequence.after(0, 1_000);
    expect(stretch.position).toBe(await stores.sequence.last());
    expect(stretch.events).toHaveLength(21);
  });

  it('who all saw the same version: one changes it, the others are told', async () => {
    await send('p', creation('p'));
    const outcomes = await Promise.all(
      WRITERS.map((number) => send('p', rename(`Name ${number}`), { expectedVersion: 1 })),
    );
    expect(codes(outcomes)).toEqual([...WRITERS.slice(1).map(() => 'PRODUCT_VERSION_STALE'), 'ok'].sort());
    expect(await events().read('p')).toHaveLength(2);
  });

  it('who want one slug or one SKU: one gets it, the others leave nothing', async () => {
    const slugs = await Promise.all(WRITERS.map((number) => send(`s${number}`, creation('wanted', `sku-${number}`))));
    expect(codes(slugs)).toEqual([...WRITERS.slice(1).map(() => 'SLUG_TAKEN'), 'ok'].sort());
    const skus = await Promise.all(WRITERS.map((number) => send(`k${number}`, creation(`slug-${number}`, 'wanted'))));
    expect(codes(skus)).toEqual([...WRITERS.slice(1).map(() => 'SKU_TAKEN'), 'ok'].sort());
    expect(await stores.sequence.last()).toBe(2);
  });

  it('who move two categories below one another: no cycle comes of it', async () => {
    const staff = { viewer: { kind: 'service', name: 'test' }, at: NOW } as const;
    const { changeCategories } = side.staff;
    const made = await Promise.all(
      ['a', 'b'].map((slug) => changeCategories.create(staff, { name: slug, slug, parentId: null })),
    );
    const [a = '', b = ''] = made.map((outcome) => (outcome.ok ? outcome.category?.id : ''));
    const moves = await Promise.all(
      WRITERS.slice(0, 10).map((number) =>
        number % 2
          ? changeCategories.move(staff, a, { parentId: b })
          : changeCategories.move(staff, b, { parentId: a }),
      ),
    );
    const tree = await side.tree.load();
    expect(tree.categories.filter(({ parentId }) => parentId === null)).toHaveLength(1);
    expect(moves.filter(({ ok }) => !ok).length).toBeGreaterThan(0);
  });
});

describe('a writer that dies', () => {
  const name = { kind: 'slug', value: 'wanted' } as const;
  const claim = (productId: string, version: number, at = NOW) =>
    makeNameClaims(stores.mongo, events()).take([{ productId, version, names: [name] }], at);
  const later = { at: new Date(NOW.getTime() + 60_000) };

  it('between claim and event keeps the name for a while only, and cannot use it afterwards', async () => {
    await claim('dead', 1);
    expect(codes([await send('p', creation('wanted'))])).toEqual(['SLUG_TAKEN']);
    expect(codes([await send('p', creation('wanted'), later)])).toEqual(['ok']);
    const late = events().append([
      {
        productId: 'dead',
        version: 1,
        event: { type: 'ProductDrafted', details: aProduct({ slug: 'wanted' }), categories: [] },
        occurredAt: NOW,
        actor: 'late',
      },
    ]);
    await expect(late).rejects.toMatchObject({ name: 'VersionConflict' });
  });

  it('between claim and event of a product that lives on: the product is as it was', async () => {
    await send('alive', creation('alive'));
    await claim('alive', 2);
    expect(codes([await send('p', creation('wanted'), later)])).toEqual(['ok']);
    expect(codes([await send('alive', rename('Later'), later)])).toEqual(['ok']);
    expect(codes([await send('alive', { type: 'UpdateDetails', changes: { slug: 'wanted' } }, later)])).toEqual([
      'SLUG_TAKEN',
    ]);
    const product = await productAsOf(side.stores, 'alive', new Date(later.at.getTime() + 1_000));
    expect(product).toMatchObject({ version: 3, details: { name: 'Later', slug: 'alive' } });
  });

  it('after the event and before the document: the next one sees the event', async () => {
    await send('p', creation('p'));
    const document = await stores.mongo.products.findOne({ _id: 'p' });
    await send('p', rename('Second'));
    await stores.mongo.products.replaceOne({ _id: 'p' }, document as never);
    expect(await send('p', { type: 'Publish' })).toMatchObject({
      product: { version: 3, status: 'PUBLISHED', details: { name: 'Second' } },
    });
  });

  it('before its answer: the same request again changes nothing more, though others came in between', async () => {
    const commandId = newId();
    await send('p', creation('p'), { commandId });
    await send('p', rename('Other'));
    expect(await send('p', creation('p'), { commandId })).toMatchObject({ ok: true, product: { version: 2 } });
    expect(codes([await send('p', creation('p'), { commandId: newId() })])).toEqual(['PRODUCT_STATE_ILLEGAL']);
  });
});

describe('an import', () => {
  it('leaves out a product whose SKU staff has used, and says so', async () => {
    await send('staff', creation('staff', 'SHARED'));
    const clash = { id: 'clash', details: aProduct({ slug: 'clash', variants: [aVariant({ sku: 'SHARED' })] }) };
    const fine = { id: 'fine', details: aProduct({ slug: 'fine', variants: [aVariant({ sku: 'FINE' })] }) };
    const summary = await runImport({ source: aSource([clash, fine]), stores });
    expect(summary).toMatchObject({
      created: 1,
      refused: [{ productId: 'clash', taken: [{ kind: 'sku', value: 'SHARED' }] }],
    });
    expect(await events().read('clash')).toHaveLength(0);
    // It is finished all the same: the next start does not read the source again.
    expect(await runImport({ source: aSource([clash, fine]), stores })).toMatchObject({ products: 1, refused: [] });
    expect(codes([await send('other', creation('fine', 'X'))])).toEqual(['SLUG_TAKEN']);
  });
});
