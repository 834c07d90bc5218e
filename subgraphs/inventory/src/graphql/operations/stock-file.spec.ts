import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readStockFile } from './stock-file.ts';

const read = (csv: string) => [...readStockFile(csv)];
const nothing = { sku: '', warehouse: '', delta: '', quantity: '', reason: '', expectedVersion: '' };

describe('a stock file', () => {
  it('is read by the names of its columns, in any order', () => {
    expect(read('\uFEFFdelta,warehouse,sku\r\n1,EAST,"a, ""b"""\r\n')).toEqual([
      { line: 2, fields: { ...nothing, delta: '1', warehouse: 'EAST', sku: 'a, "b"' } },
    ]);
  });

  it('keeps the numbers of its lines where some are empty', () => {
    expect(read('sku,warehouse,delta\n\n  \na,E,1').map(({ line }) => line)).toEqual([4]);
  });

  it('loses one line only to a quote that is never closed', () => {
    const lines = read('sku,warehouse,delta\n"a,E,1\nb,E,2\n');
    expect(lines).toMatchObject([
      { line: 2, problem: expect.any(String) },
      { line: 3, fields: { sku: 'b' } },
    ]);
  });

  it('takes what is missing at the end of a line for empty', () => {
    expect(read('sku,warehouse,delta\na')).toEqual([{ line: 2, fields: { ...nothing, sku: 'a' } }]);
  });

  it('is read only as far as somebody asks', () => {
    const lines = readStockFile(`sku,warehouse,delta\n${'a,E,1\n'.repeat(5_000)}`)[Symbol.iterator]();
    expect(lines.next().value).toMatchObject({ line: 2 });
  });

  it('gives a line for every line that is not empty, whatever is in it', () => {
    const anyLine = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\r\n]/g, ''));
    fc.assert(
      fc.property(fc.array(anyLine), (texts) => {
        const lines = read(['sku,warehouse,delta', ...texts].join('\n'));
        expect(lines).toHaveLength(texts.filter((text) => text.trim() !== '').length);
      }),
    );
  });
});
