import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { runImport } from '../../src/index.ts';
import { makeWriteSide } from '../../src/write-side.ts';
import { aProduct, aVariant } from '../builders.ts';
import { aSlice, aSource } from '../stores.ts';
import { aFiledCatalogue, type FiledCatalogue } from './transfer.ts';

let catalogue: FiledCatalogue;
let empty: FiledCatalogue;
beforeEach(async () => {
  [catalogue, empty] = await Promise.all([aFiledCatalogue(), aFiledCatalogue()]);
});
afterEach(() => Promise.all([catalogue.drop(), empty.drop()]));

const AT = new Date('2026-02-01T12:00:00Z');
const CATEGORIES = [
  { id: 'c-cards', name: 'Cards', slug: 'cards', parentId: null },
  { id: 'c-rare', name: 'Rare', slug: 'rare', parentId: 'c-cards' },
  { id: 'c-common', name: 'Common', slug: 'common', parentId: 'c-cards' },
  { id: 'c-games', name: 'Games', slug: 'games', parentId: null },
];
const DEFINITIONS = [
  {
    name: 'colour',
    label: 'Colour',
    type: 'TEXT',
    allowedValues: ['red'],
    isRequired: false,
    kinds: [],
    categoryIds: [],
  },
  {
    name: 'power',
    label: 'Power',
    type: 'NUMBER',
    allowedValues: [],
    isRequired: false,
    kinds: [],
    categoryIds: ['c-rare'],
  },
];
const linesOf = (values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** Text that formats stumble over. */
const AWKWARD = aProduct({
  slug: 'awkward',
  name: '"Quoted", with comma',
  text: 'First line\nSecond line, "quoted"\r\nthird \u2028 =1+1 \u{1F0CF}',
  types: ['a|b', 'back\\slash', '\\', 'ends in bar|'],
  attributes: { legal: ['x, "y"'], nested: { deep: [1, null, true] }, number: 1.5 },
  variants: [aVariant({ sku: 'AWK-1', title: 'T, 1' }), aVariant({ sku: 'AWK-2', condition: null, edition: 'First' })],
});

const fill = async (filed: FiledCatalogue): Promise<void> => {
  for (const [what, lines] of [
    ['categories', CATEGORIES],
    ['attributes', DEFINITIONS],
  ] as const)
    expect(await filed.import(`${what}.jsonl`, linesOf(lines), '--what', what)).toMatchObject({ problems: [] });
  const { stores } = filed;
  await runImport({ source: aSource([...(await aSlice(120)), { id: 'awkward', details: AWKWARD }]), stores });
};

/** Staff edits some of it: a product of each status, a SKU that is retired, a draft without SKUs. */
const edit = async ({ stores }: FiledCatalogue): Promise<void> => {
  const { handle } = makeWriteSide(stores.mongo, stores.transact);
  const send = async (productId: string, command: Parameters<typeof handle>[0]['command']) =>
    expect(await handle({ productId, command, actor: 'test', at: AT })).toMatchObject({ ok: true });
  const [first, second, third] = await aSlice(3);
  await send(first?.id ?? '', { type: 'RetireVariant', sku: first?.details.variants[0]?.sku ?? '' });
  await send(second?.id ?? '', { type: 'Archive' });
  await send(third?.id ?? '', { type: 'Delete' });
  await send('awkward', { type: 'AssignCategories', categories: ['c-common', 'c-rare'] });
  const draft = aProduct({ slug: 'draft', name: 'Only a draft', variants: [] });
  await send('draft', { type: 'CreateProduct', details: draft, categories: ['c-games'] });
};

describe.each(['jsonl', 'csv'])('what is exported as %s', (format) => {
  it('and imported into an empty catalogue is exported alike, and changes nothing when it comes again', async () => {
    await fill(catalogue);
    const text = await catalogue.export('--format', format);
    expect(await empty.import(`all.${format}`, text)).toMatchObject({ problems: [] });
    expect(await empty.export('--format', format)).toBe(text);
    const events = await empty.events();
    expect(events).toBe(121);
    for (const name of [`all.${format}`, `another.${format}`]) {
      const again = await empty.import(name, text);
      expect(again.printed[0]).toContain('0 new, 0 changed, 121 there already; 0 left out');
    }
    // Made by the mapping, not by a file: the content is the same, so it is not written anew.
    await catalogue.import(`all.${format}`, text);
    expect([await empty.events(), await catalogue.events()]).toEqual([events, events]);
  });

  it('with all that staff made of it makes an empty catalogue equal', async () => {
    await fill(catalogue);
    await edit(catalogue);
    const contents = ['categories', 'products', 'attributes'].map((what) => ({
      what,
      format: what === 'products' ? format : 'jsonl',
    }));
    const optionsOf = ({ what, format }: (typeof contents)[number]) => ['--what', what, '--format', format];
    for (const content of contents) {
      const text = await catalogue.export('--all', ...optionsOf(content));
      expect(await empty.import('file', text, ...optionsOf(content))).toMatchObject({ problems: [] });
      expect(await empty.export('--all', ...optionsOf(content))).toBe(text);
    }
    expect(await empty.export()).toBe(await catalogue.export());
    expect(await statusesOf(empty)).toEqual({ PUBLISHED: 119, ARCHIVED: 1, DELETED: 1, DRAFT: 1 });
    expect(await empty.events()).toBe(122);
  });
});

const statusesOf = async ({ stores }: FiledCatalogue): Promise<Record<string, number>> => {
  const rows = await stores.sql<{ status: string; count: number }>(
    `select status, count(*)::int from (select 'PUBLISHED' as status from product union all select status from unlisted_product) all_products
     group by status`,
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
};

it('the export leaves out what is not for sale, and reads products whose document was never written', async () => {
  await fill(catalogue);
  await edit(catalogue);
  await catalogue.stores.mongo.products.deleteMany({});
  const lines = (await catalogue.export()).split('\n').filter(Boolean);
  expect(lines).toHaveLength(119);
  const [first] = await aSlice(1);
  const exported = lines.map((line) => JSON.parse(line)).find(({ id }) => id === first?.id);
  expect(exported.variants).toHaveLength(4);
});

it('every query to MongoDB of an import and an export has an index', async () => {
  await fill(catalogue);
  const text = await catalogue.export();
  const admin = await new MongoClient(catalogue.stores.mongodbUrl).connect();
  const allowScans = (isAllowed: boolean) => admin.db('admin').command({ setParameter: 1, notablescan: !isAllowed });
  await allowScans(false);
  try {
    await expect(catalogue.stores.mongo.products.findOne({ status: 'DRAFT' })).rejects.toMatchObject({ code: 291 });
    const clash = JSON.stringify({ id: 'clash', ...AWKWARD });
    const { problems } = await catalogue.import('more.jsonl', `${text}${clash}`, '--undefined-attributes');
    expect(problems.map(({ code }) => code)).toEqual(['SLUG_TAKEN', 'SKU_TAKEN', 'SKU_TAKEN']);
    expect(await catalogue.export('--all', '--format', 'csv')).toContain('AWK-2');
  } finally {
    await allowScans(true);
    await admin.close();
  }
});

it('what is imported as new tells others of what cannot be bought', async () => {
  const variants = [aVariant({ sku: 'SOLD' }), aVariant({ sku: 'GONE' })];
  const line = JSON.stringify({ id: 'half', ...aProduct({ variants }), status: 'PUBLISHED', retired: ['GONE'] });
  await empty.import('one.jsonl', line);
  const messages = await empty.stores.sql<{ type: string; envelope: object }>(
    'select type, envelope from outbox_message',
  );
  expect(messages).toMatchObject([
    {
      type: 'ProductUpdated',
      envelope: {
        data: {
          status: 'PUBLISHED',
          addedSkus: ['SOLD', 'GONE'],
          variants: [{ isOnSale: true }, { isOnSale: false }],
        },
      },
    },
  ]);
});
