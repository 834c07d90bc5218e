import { describe, expect, it } from '@jest/globals';
import { aProduct, aVariant } from '../../../test/builders.ts';
import { idsOf, readFileOf, shortOf } from '../../../test/transfer/reading.ts';
import { csvHeader, csvRows } from './write-csv.ts';

const HEADER = csvHeader(false);
const rowsOf = (id: string, skus: readonly string[], more: object = {}): string[] =>
  csvRows({ id, ...aProduct({ slug: id, variants: skus.map((sku) => aVariant({ sku })), ...more }) }, false)
    .split('\r\n')
    .filter(Boolean)
    .map((row) => `${row}\r\n`);
const read = (...rows: readonly string[]) => readFileOf(HEADER + rows.join(''), 'csv');

describe('a CSV file', () => {
  it('is read as it was written, with a byte order mark, either line end, and columns in any order', async () => {
    const rows = rowsOf('one', ['A', 'B'], { text: 'first\nsecond, "quoted"', types: ['a|b', 'c\\'] });
    const expected = [{ id: 'one', details: { text: 'first\nsecond, "quoted"', types: ['a|b', 'c\\'] } }];
    const turned =
      'weightGrams,currency,amount,language,condition,foiling,edition,title,sku,attributes,imageUrl,artists,text,types,rarity,number,set,game,name,kind,slug,id\n2,USD,100,en,,,,T,A,,,,,,,,,G,N,SEALED,one,one\n';
    for (const text of [HEADER + rows.join(''), `\uFEFF${HEADER}${rows.join('')}`.replaceAll('\r\n', '\n')]) {
      const found = await readFileOf(text, 'csv');
      expect(found).toMatchObject({ problems: [], products: expected });
      expect(found.products[0]?.details.variants.map(({ sku }) => sku)).toEqual(['A', 'B']);
    }
    expect(await readFileOf(turned, 'csv')).toMatchObject({
      problems: [],
      products: [{ id: 'one', details: { kind: 'SEALED', set: null, types: [], attributes: {} } }],
    });
  });

  it('may say what is said of a product once, or in each of its rows', async () => {
    const [first = '', second = ''] = rowsOf('one', ['A', 'B']);
    const repeated = second.replace(/^one,+(?=B)/, first.slice(0, first.indexOf('A,"Test')));
    const [once, twice] = [await read(first, second), await read(first, repeated)];
    expect(repeated).not.toBe(second);
    expect(twice).toEqual(once);
    expect(shortOf(await read(first, repeated.replace('Common', 'Rare')))).toEqual([[3, 'ROWS_DISAGREE', 'rarity']]);
  });

  it('finds each problem in its line and column, and leaves out the whole product', async () => {
    const [first = '', second = '', third = ''] = rowsOf('one', ['A', 'B', 'C'], { text: 'two\nlines' });
    const found = await read(
      first + second.replace('100,USD', '-5,ZZZ'),
      third.replace('100', '1.99'),
      ...rowsOf('fine', ['F']),
    );
    expect(idsOf(found)).toEqual(['fine']);
    expect(shortOf(found)).toEqual([
      [4, 'NEGATIVE_PRICE', 'amount'],
      [4, 'UNKNOWN_CURRENCY', 'currency'],
      [5, 'INVALID_VALUE', 'amount'],
    ]);
  });

  it('is refused whole where its header is not that of the format', async () => {
    const header = HEADER.replace('slug,', 'sku,').replace('name', 'colour');
    expect(shortOf(await readFileOf(`${header}a,b\r\n`, 'csv'))).toEqual([
      [1, 'UNKNOWN_COLUMN', 'colour'],
      [1, 'DUPLICATE_COLUMN', 'sku'],
      [1, 'MISSING_COLUMN', 'slug'],
      [1, 'MISSING_COLUMN', 'name'],
    ]);
    for (const text of ['', '\n\n', '"id', 'x'.repeat(600_000)])
      expect(shortOf(await readFileOf(text, 'csv'))).toEqual([[1, 'MALFORMED_LINE', '']]);
  });
});

describe('a row of a CSV file that cannot be read', () => {
  const broken = ['no,"quote at the end\r\n', 'a quote"in the middle\r\n', '"closed" too early\r\n'];

  it.each(broken)('spoils nothing but itself and the products beside it: %j', async (row) => {
    const found = await read(
      ...rowsOf('one', ['A']),
      ...rowsOf('before', ['B']),
      row,
      ...rowsOf('after', ['C']),
      ...rowsOf('two', ['D'], { text: 'with\n"quotes"' }),
      ...rowsOf('three', ['E']),
    );
    expect(idsOf(found)).toEqual(['one', 'two', 'three']);
    expect(shortOf(found)).toEqual([
      [4, 'MALFORMED_LINE', ''],
      [3, 'PRODUCT_INCOMPLETE', ''],
      [5, 'PRODUCT_INCOMPLETE', ''],
    ]);
  });

  it('leaves out the product that it is in the middle of', async () => {
    const [first = '', second = '', third = ''] = rowsOf('one', ['A', 'B', 'C']);
    for (const bad of [second.replace(',USD', ''), second.replace('one', ''), `${second.trim()},more\r\n`])
      expect(idsOf(await read(first, bad, third, ...rowsOf('two', ['D'])))).toEqual(['two']);
  });

  it('may have as many cells and quotes as a row has room for', async () => {
    const wide = [','.repeat(499_000), `"${'""'.repeat(249_000)}"`, '"a",'.repeat(124_000)];
    const found = await read(...wide.map((row) => `x,${row}\r\n`), ...rowsOf('fine', ['F']));
    expect(idsOf(found)).toEqual(['fine']);
    expect(shortOf(found)).toEqual([2, 3, 4].map((line) => [line, 'MALFORMED_LINE', '']));
  });

  it('takes no more memory and time than its bounds, however many quotes stay open', async () => {
    const many = Array.from({ length: 2_000 }, (_, place) => `open",${'x'.repeat(place % 50)}\r\n`);
    const found = await read(
      ...many,
      `"${'x'.repeat(2_000_000)}\r\n`,
      ...rowsOf('far', ['F']),
      ...rowsOf('fine', ['G']),
    );
    expect(idsOf(found)).toEqual(['fine']);
    expect(found.problems.filter(({ code }) => code === 'MALFORMED_LINE')).toHaveLength(2_000);
    expect(found.problems.filter(({ code }) => code === 'LINE_TOO_LONG')).toHaveLength(1);
  });
});

it('a flag may be written as spreadsheets do, and nothing else is one', async () => {
  const header = `${HEADER.trim()},status,categories,retired\r\n`;
  const [first = '', second = ''] = rowsOf('one', ['A', 'B']).map((row) => row.trim());
  const file = (flag: string) => readFileOf(`${header}${first},DRAFT,a|b,TRUE\r\n${second},,,${flag}\r\n`, 'csv');
  expect(await file('FALSE')).toMatchObject({
    problems: [],
    products: [{ beginning: { status: 'DRAFT', categories: ['a', 'b'], retired: ['A'] } }],
  });
  expect(shortOf(await file('constructor'))).toEqual([[3, 'INVALID_VALUE', 'retired']]);
});
