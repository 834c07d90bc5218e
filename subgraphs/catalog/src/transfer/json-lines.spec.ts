import { describe, expect, it } from '@jest/globals';
import { aVariant } from '../../test/builders.ts';
import { aLine, idsOf, priced, readFileOf, shortOf } from '../../test/transfer/reading.ts';

const read = (...lines: readonly (string | Buffer)[]) =>
  readFileOf(Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])), 'jsonl');

describe('a file of JSON lines', () => {
  it('gives its products; a byte order mark, CRLF, empty lines and a missing last line end do not matter', async () => {
    const text = `\uFEFF${aLine('one')}\r\n\r\n   \n${aLine('two')}`;
    const found = await readFileOf(text, 'jsonl');
    expect(found.problems).toEqual([]);
    expect(idsOf(found)).toEqual(['one', 'two']);
  });

  it('leaves out what is no product, and says in which line what is wrong', async () => {
    const found = await read(
      aLine('good'),
      '{"id": "cut off',
      '[]',
      aLine('negative', priced(-1, 'USD')),
      aLine('currency', priced(1, 'ZZZ')),
      aLine('text', priced('1.99', 'USD')),
      aLine('none', { variants: [] }),
      aLine('unknown', { colour: 'red' }),
      aLine('missing', { name: undefined, set: undefined }),
      aLine('twice', { variants: [aVariant(), aVariant()] }),
      aLine('many', { variants: Array.from({ length: 501 }, (_, place) => aVariant({ sku: `S${place}` })) }),
      aLine('long', { text: 'x'.repeat(10_001) }),
      aLine('list', { types: Array.from({ length: 21 }, () => 'x') }),
      aLine('status', { status: 'SOLD' }),
      aLine('retired', { retired: ['retired'] }),
      aLine('stranger', { status: 'DRAFT', retired: ['other'] }),
      aLine('fine'),
    );
    expect(idsOf(found)).toEqual(['good', 'fine']);
    expect(shortOf(found)).toEqual([
      [2, 'MALFORMED_LINE', ''],
      [3, 'MALFORMED_LINE', ''],
      [4, 'NEGATIVE_PRICE', 'variants.0.price.amount'],
      [5, 'UNKNOWN_CURRENCY', 'variants.0.price.currency'],
      [6, 'INVALID_VALUE', 'variants.0.price.amount'],
      [7, 'PRODUCT_INCOMPLETE', 'variants'],
      [8, 'UNKNOWN_FIELD', 'colour'],
      [9, 'MISSING_FIELD', 'name'],
      [9, 'MISSING_FIELD', 'set'],
      [10, 'DUPLICATE_SKU', 'variants'],
      [11, 'VARIANTS_FULL', 'variants'],
      [12, 'TEXT_TOO_LONG', 'text'],
      [13, 'LIST_TOO_LONG', 'types'],
      [14, 'INVALID_VALUE', 'status'],
      [15, 'PRODUCT_INCOMPLETE', 'variants'],
      [16, 'VARIANT_UNKNOWN', 'retired'],
    ]);
  });

  it('refuses what is made to harm', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const found = await read(
      aLine('long', { text: 'x'.repeat(10_000_000) }),
      Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
      aLine('nul', { text: 'a\0b' }),
      aLine('half', { attributes: { text: '\uD800' } }),
      aLine('raw-nul').replace('Draw', '\0'),
      aLine('deep').replace('"attributes":{}', `"attributes":{"a":${deep}}`),
      aLine('proto').replace('"attributes":{}', '"attributes":{"__proto__":{"isAdmin":true}}'),
      aLine('nested').replace('"attributes":{}', '"attributes":{"a":[{"__proto__":1}]}'),
      aLine('own').replace('{', '{"__proto__":{"name":"x"},'),
      aLine('large', { attributes: { text: 'x'.repeat(20_001) } }),
      aLine('keys', Object.fromEntries(Array.from({ length: 5_000 }, (_, place) => [`key${place}`, 1]))),
      aLine('fine'),
    );
    expect(idsOf(found)).toEqual(['fine']);
    expect(shortOf(found).slice(0, 10)).toEqual([
      [1, 'LINE_TOO_LONG', ''],
      [2, 'INVALID_ENCODING', ''],
      [3, 'INVALID_VALUE', 'text'],
      [4, 'INVALID_VALUE', 'attributes'],
      [5, 'MALFORMED_LINE', ''],
      [6, 'INVALID_VALUE', 'attributes'],
      [7, 'INVALID_VALUE', 'attributes'],
      [8, 'INVALID_VALUE', 'attributes'],
      [9, 'UNKNOWN_FIELD', '__proto__'],
      [10, 'TEXT_TOO_LONG', 'attributes'],
    ]);
    expect(found.problems.filter(({ line }) => line === 11)).toHaveLength(20);
  });
});
