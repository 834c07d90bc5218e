import { newId } from '@cardstock/contracts';
import { aUser, eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aProduct, aVariant } from '../builders.ts';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';

const MANAGER = aUser(['CATALOG_MANAGER']);
const SETS = ['File', 'Rule', 'Rest'];

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalogWith(
    SETS.map((set) => ({
      id: set,
      details: aProduct({
        slug: set.toLowerCase(),
        set,
        variants: [
          aVariant({ sku: `${set}-A`, price: { amount: 1_000, currency: 'USD' } }),
          aVariant({ sku: `${set}-B`, price: { amount: 2_000, currency: 'USD' }, condition: 'DAMAGED' }),
        ],
      }),
    })),
  );
});
afterAll(() => catalog.stop());

interface Line {
  readonly line: number;
  readonly sku: string | null;
  readonly status: string;
  readonly code: string | null;
  readonly oldPrice: { readonly amount: number } | null;
  readonly newPrice: { readonly amount: number } | null;
}
interface Report {
  readonly __typename: string;
  readonly code?: string;
  readonly importId: string;
  readonly pending: number;
  readonly applied: number;
  readonly lines: readonly Line[];
}
const FIELDS = `importId pending applied unchanged refused invalid
  lines { line sku status code oldPrice { amount } newPrice { amount } }`;
const send = async (input: object, viewer = MANAGER) =>
  catalog.askAs<{ outcome: Report }>(
    viewer,
    `mutation ($input: BulkChangePricesInput!) {
      outcome: bulkChangePrices(input: $input) { __typename ... on DomainError { code } ... on PriceImport { ${FIELDS} } } }`,
    { input },
  );
const change = async (input: object): Promise<Report> => {
  const { data, errors } = await send(input);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.outcome;
};
const done = (importId: string): Promise<Report> =>
  eventually(async () => {
    const query = `query ($importId: UUID!) { priceImport(importId: $importId) { ${FIELDS} } }`;
    const { data } = await catalog.askAs<{ priceImport: Report }>(MANAGER, query, { importId });
    expect(data.priceImport.pending).toBe(0);
    return data.priceImport;
  });
const eventsOf = (productId: string) =>
  catalog.stores.mongo.events.countDocuments({ productId, type: 'VariantPricesChanged' });
const brief = ({ lines }: Report) => lines.map(({ line, status, code }) => [line, status, code]);

const FILE = [
  'sku,amount,currency',
  'File-A,1500,USD',
  'File-B,2000,',
  'File-A,1600,USD',
  'NOBODY,100,USD',
  '',
  'Rest-A,-5,USD',
  'Rest-A,1e3,USD',
  'Rest-B,10,ZZZ',
  '"never closed,1,USD',
  'Rest-A,1,USD,more',
].join('\n');

describe('a file of prices', () => {
  it('is judged line by line without a change where it is a dry run', async () => {
    const report = await change({ csv: FILE, dryRun: true });
    expect(brief(report)).toEqual([
      [2, 'PENDING', null],
      [3, 'UNCHANGED', null],
      [4, 'INVALID', 'SKU_REPEATED'],
      [5, 'INVALID', 'SKU_UNKNOWN'],
      [7, 'INVALID', 'AMOUNT_INVALID'],
      [8, 'INVALID', 'SKU_REPEATED'],
      [9, 'INVALID', 'CURRENCY_UNKNOWN'],
      [10, 'INVALID', 'LINE_INVALID'],
      [11, 'INVALID', 'LINE_INVALID'],
    ]);
    expect(await eventsOf('File')).toBe(0);
  });

  it('is carried out once, however often it is sent, and tells what became of each line', async () => {
    const importId = newId();
    const [one, other] = await Promise.all([change({ csv: FILE, importId }), change({ csv: FILE, importId })]);
    expect(one.lines.map(({ line }) => line)).toEqual(other.lines.map(({ line }) => line));
    const report = await done(importId);
    expect(report.lines[0]).toEqual({
      line: 2,
      sku: 'File-A',
      status: 'APPLIED',
      code: null,
      oldPrice: { amount: 1_000 },
      newPrice: { amount: 1_500 },
    });
    expect(await change({ csv: FILE, importId })).toMatchObject({ applied: 1, pending: 0 });
    expect(await eventsOf('File')).toBe(1);
    expect(await change({ csv: `${FILE}\n`, importId })).toMatchObject({ code: 'PRICE_IMPORT_CONFLICT' });
  });

  it.each([
    ['neither a file nor a rule', {}],
    ['no columns', { csv: 'File-A,1' }],
    ['a column twice', { csv: 'sku,amount,sku\nFile-A,1,x' }],
    ['more lines than it may have', { csv: `sku,amount\n${'x,1\n'.repeat(5_001)}` }],
    ['a rule that is none', { rule: { percent: -100, filter: {} } }],
  ])('with %s is refused as a whole', async (_name, input) => {
    expect((await send(input)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('is not taken from a customer', async () => {
    expect((await send({ csv: FILE }, aUser())).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a rule', () => {
  it('changes the SKUs that it is for, once', async () => {
    const rule = { percent: -10, rounding: 'ENDS_IN_99', filter: { set: ['Rule'], maxPrice: 1_500 } };
    const importId = newId();
    expect((await change({ rule, dryRun: true })).lines).toMatchObject([
      { sku: 'Rule-A', oldPrice: { amount: 1_000 }, newPrice: { amount: 899 } },
    ]);
    await change({ rule, importId });
    expect(await done(importId)).toMatchObject({ applied: 1, lines: [{ status: 'APPLIED' }] });
    await change({ rule, importId });
    expect(await done(importId)).toMatchObject({ lines: [{ newPrice: { amount: 899 } }] });
    expect(await eventsOf('Rule')).toBe(1);
  });
});
