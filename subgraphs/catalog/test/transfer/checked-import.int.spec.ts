import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runImport } from '../../src/index.ts';
import { NEEDED_COLUMNS } from '../../src/transfer/csv/columns.ts';
import { makeWriteSide } from '../../src/write-side.ts';
import { aProduct, aVariant } from '../builders.ts';
import { aSource } from '../stores.ts';
import { aLine } from './reading.ts';
import { aFiledCatalogue, type FiledCatalogue, inShort } from './transfer.ts';

let catalogue: FiledCatalogue;
beforeEach(async () => {
  catalogue = await aFiledCatalogue();
});
afterEach(() => catalogue.drop());

const NEEDED = Object.keys(NEEDED_COLUMNS);
const file = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const has = (slug: string, ...skus: readonly string[]): object => ({
  slug,
  variants: skus.map((sku) => aVariant({ sku })),
});
const slugs = async (): Promise<string[]> => {
  const rows = await catalogue.stores.sql<{ slug: string }>('select slug from product order by slug');
  return rows.map(({ slug }) => slug);
};
const seed = (...ids: readonly string[]) => {
  const products = ids.map((id) => ({ id, details: aProduct({ slug: id, variants: [aVariant({ sku: id })] }) }));
  return runImport({ source: aSource(products), stores: catalogue.stores });
};

/** What the dry run tells and what the import itself tells; the dry run comes first, and writes nothing. */
const both = async (text: string, ...options: string[]) => {
  const before = await catalogue.events();
  const dry = await catalogue.import('file.jsonl', text, '--dry-run', ...options);
  expect(await catalogue.events()).toBe(before);
  expect(await catalogue.stores.mongo.claims.countDocuments({ productId: { $nin: ['p', 'q', 'r'] } })).toBe(0);
  const real = await catalogue.import('file.jsonl', text, ...options);
  expect(real.problems).toEqual(dry.problems);
  expect(real.printed[0]).toBe(dry.printed[0]);
  return real;
};

describe('names that other products have', () => {
  it('are told by the dry run as by the import, which leaves these products out and takes the others', async () => {
    await seed('p', 'q', 'r');
    const done = await both(
      file(
        aLine('slug', has('p', 'own-1')),
        aLine('skus', has('own-2', 'q', 'r', 'own-3')),
        aLine('p', has('renamed', 'p')),
        aLine('heir', has('p', 'own-4')),
        aLine('r'),
        aLine('fine'),
      ),
    );
    expect(inShort(done)).toEqual([
      [1, 'SLUG_TAKEN', 'slug'],
      [2, 'SKU_TAKEN', 'sku'],
      [2, 'SKU_TAKEN', 'sku'],
      [4, 'SLUG_TAKEN', 'slug'],
    ]);
    expect(done.printed[0]).toBe('3 products with 3 SKUs: 1 new, 1 changed, 1 there already; 3 left out');
    expect(await slugs()).toEqual(['fine', 'q', 'r', 'renamed']);
  });

  it('are free once a product has given them up', async () => {
    await seed('p');
    await catalogue.import('file.jsonl', aLine('p', has('renamed', 'p')));
    expect(await both(aLine('fine', has('p', 'fine')))).toMatchObject({ problems: [] });
    expect(await slugs()).toEqual(['p', 'renamed']);
  });

  it('may come once in a file; what comes twice under one id is left out both times', async () => {
    const done = await both(
      file(
        aLine('one'),
        aLine('two', has('one', 'sku-2')),
        aLine('three', has('three', 'one')),
        aLine('four'),
        aLine('four'),
      ),
    );
    expect(inShort(done)).toEqual([
      [2, 'DUPLICATE_SLUG', 'slug'],
      [3, 'DUPLICATE_SKU', 'sku'],
      [4, 'DUPLICATE_ID', 'id'],
      [5, 'DUPLICATE_ID', 'id'],
    ]);
    expect(await slugs()).toEqual(['one']);
  });

  it('are those of one product where its rows stand apart: no part of it is written', async () => {
    const header = NEEDED.join(',');
    const row = (cells: Readonly<Record<string, string>>): string => NEEDED.map((name) => cells[name] ?? '').join(',');
    const own = { kind: 'SEALED', name: 'Box', game: 'Some Game' };
    const sku = (name: string) => ({
      sku: name,
      title: name,
      language: 'en',
      amount: '1',
      currency: 'USD',
      weightGrams: '1',
    });
    const rows = [
      row({ id: 'torn', slug: 'torn', ...own, ...sku('A') }),
      row({ id: 'whole', slug: 'whole', ...own, ...sku('B') }),
      row({ id: 'torn', ...sku('C') }),
    ];
    const done = await catalogue.import('apart.csv', file(header, ...rows));
    expect(inShort(done).slice(0, 3)).toEqual([
      [2, 'DUPLICATE_ID', 'id'],
      [4, 'DUPLICATE_ID', 'id'],
      [4, 'MISSING_FIELD', 'slug'],
    ]);
    expect(await slugs()).toEqual(['whole']);
  });

  it('taken between the check and the import are told, too', async () => {
    const line = aLine('late', has('wanted', 'late'));
    const checkImport: typeof catalogue.writeSide.checkImport = async (...asked) => {
      const forecasts = await catalogue.writeSide.checkImport(...asked);
      await catalogue.import('rival.jsonl', aLine('rival', has('wanted', 'rival')));
      return forecasts;
    };
    expect(inShort(await catalogue.importWith({ checkImport }, 'late.jsonl', line))).toEqual([
      [1, 'SLUG_TAKEN', 'slug'],
    ]);
    expect(await slugs()).toEqual(['wanted']);
  });
});

it('a file that is changed while it is read is not taken for the one that was checked', async () => {
  const openStores = async () => {
    await catalogue.write('file.jsonl', file(aLine('one'), aLine('two'), '{"more": 1}'));
    return { ...catalogue.stores, close: async () => undefined };
  };
  const importing = catalogue.importWith({ openStores }, 'file.jsonl', file(aLine('one'), aLine('bad', { kind: '' })));
  await expect(importing).rejects.toMatchObject({ name: 'SourceChanged' });
  expect(await catalogue.import('file.jsonl', file(aLine('one')))).toMatchObject({ problems: [] });
  expect(await slugs()).toEqual(['one']);
});

describe('the definitions of attributes', () => {
  const definition = (name: string, more: object = {}) => {
    const all = { label: name, type: 'TEXT', allowedValues: [], isRequired: false, kinds: [], categoryIds: [] };
    return JSON.stringify({ name, ...all, ...more });
  };
  const having = (id: string, attributes: object) => aLine(id, { attributes });

  beforeEach(async () => {
    await catalogue.import('old.jsonl', having('p', { old: 'known before' }));
    const lines = [definition('colour', { allowedValues: ['red'] }), definition('power', { type: 'NUMBER' })];
    await catalogue.import('attributes.jsonl', file(...lines), '--what', 'attributes');
  });

  it('measure what a file changes; what stays is left alone', async () => {
    const done = await both(
      file(
        having('p', { old: 'known before', colour: 'red' }),
        having('unknown', { colr: 'red' }),
        having('value', { colour: 'blue' }),
        having('type', { power: '3' }),
      ),
    );
    expect(inShort(done)).toEqual([
      [2, 'UNKNOWN_ATTRIBUTE', 'attributes.colr'],
      [3, 'ATTRIBUTE_VALUE_NOT_ALLOWED', 'attributes.colour'],
      [4, 'ATTRIBUTE_WRONG_TYPE', 'attributes.power'],
    ]);
    expect(await slugs()).toEqual(['p']);
  });

  it('may leave open what they do not name', async () => {
    const text = file(having('q', { free: 1 }), having('r', { power: 'x' }));
    expect(inShort(await both(text, '--undefined-attributes'))).toEqual([
      [2, 'ATTRIBUTE_WRONG_TYPE', 'attributes.power'],
    ]);
  });
});

it('a product that is there already gets its document where a killed import did not come to write it', async () => {
  const text = file(aLine('one'), aLine('two'));
  await catalogue.import('file.jsonl', text);
  const { products } = catalogue.stores.mongo;
  await products.deleteOne({ _id: 'one' });
  const again = await catalogue.import('file.jsonl', text);
  expect(again.printed[0]).toBe('2 products with 2 SKUs: 0 new, 0 changed, 2 there already; 0 left out');
  expect([await products.countDocuments({}), await catalogue.events()]).toEqual([2, 2]);
});

it('what staff made of a product stays so, also its status and categories', async () => {
  const categories = ['a', 'b'].map((id) => JSON.stringify({ id, name: id, slug: id, parentId: null }));
  await catalogue.import('categories.jsonl', file(...categories), '--what', 'categories');
  await catalogue.import('file.jsonl', aLine('p', { categories: ['a'] }));
  const { handle } = makeWriteSide(catalogue.stores.mongo, catalogue.stores.transact);
  const send = (command: Parameters<typeof handle>[0]['command']) =>
    handle({ productId: 'p', command, actor: 'staff', at: new Date() });
  await send({ type: 'UpdateDetails', changes: { name: 'By hand' } });
  await send({ type: 'AssignCategories', categories: ['b'] });
  await send({ type: 'Unpublish' });
  await catalogue.import('file.jsonl', aLine('p', { categories: ['a'], status: 'PUBLISHED', text: 'New text' }));
  const [exported] = (await catalogue.export('--all')).split('\n');
  expect(JSON.parse(exported ?? '')).toMatchObject({
    name: 'By hand',
    text: 'New text',
    status: 'DRAFT',
    categories: ['b'],
  });
});

it('categories that are not there keep a new product out', async () => {
  expect(inShort(await both(aLine('fine', { categories: ['none'] })))).toEqual([[1, 'CATEGORY_UNKNOWN', 'categories']]);
  expect(await slugs()).toEqual([]);
});

it('a file of categories adds those that are not there, under their parents; a dry run adds none', async () => {
  const category = (id: string, parentId: string | null, slug = id) => JSON.stringify({ id, name: id, slug, parentId });
  const text = file(
    category('a', null),
    category('a-1', 'a'),
    category('a-2', 'a', 'a-1'),
    category('lost', 'nobody'),
    category('a', null, 'again'),
    '{"id":"b","name":"","slug":"B","parentId":null,"place":1}',
    '[',
  );
  const problems = [
    [5, 'DUPLICATE_ID', 'id'],
    [6, 'INVALID_VALUE', 'name'],
    [6, 'INVALID_VALUE', 'slug'],
    [6, 'UNKNOWN_FIELD', 'place'],
    [7, 'MALFORMED_LINE', ''],
    [3, 'CATEGORY_SLUG_TAKEN', 'slug'],
    [4, 'CATEGORY_UNKNOWN', ''],
  ];
  expect(inShort(await catalogue.import('c.jsonl', text, '--what', 'categories', '--dry-run'))).toEqual(problems);
  expect(await catalogue.export('--what', 'categories')).toBe('');
  const done = await catalogue.import('c.jsonl', text, '--what', 'categories');
  expect(inShort(done)).toEqual(problems);
  expect(done.printed).toEqual(['categories: 2 added, 0 there already and left as they are']);
  const { changes } = await catalogue.writeSide.tree.changes({ subject: undefined, afterVersion: 0, limit: 10 });
  expect(changes).toMatchObject([
    { version: 1, actor: 'import:file:c.jsonl', change: { type: 'CREATED', categoryId: 'a' } },
    { version: 2, actor: 'import:file:c.jsonl', change: { type: 'CREATED', categoryId: 'a-1' } },
  ]);
  expect(await catalogue.export('--what', 'categories')).toBe(file(category('a', null), category('a-1', 'a')));
});
