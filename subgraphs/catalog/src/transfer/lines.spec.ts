import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Line, linesIn } from './lines.ts';

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (let place = 0; from < bytes.length; place += 1) {
    const size = sizes[place % sizes.length] ?? 1;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

const linesOf = async (bytes: Buffer, sizes: readonly number[], most = 1_000): Promise<Line[]> => {
  const lines: Line[] = [];
  for await (const line of linesIn(inPieces(bytes, sizes), most)) lines.push(line);
  return lines;
};

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const text = fc.string({ unit: fc.constantFrom('a', 'ä', '🃏', '\n', '\r', '"') });

it('gives all of a text, wherever it was cut into pieces', () =>
  fc.assert(
    fc.asyncProperty(text, sizes, async (all, cuts) => {
      const lines = await linesOf(Buffer.from(all), cuts);
      expect(lines.map((line) => (line.ok ? line.text + line.end : '?')).join('')).toBe(all);
      expect(lines.map(({ number }) => number)).toEqual(lines.map((_, place) => place + 1));
    }),
  ));

it('keeps no more of a line than a line may have, and goes on with the next', async () => {
  const lines = await linesOf(Buffer.from('1234567890\n12345678901\nshort'), [4], 10);
  expect(lines).toMatchObject([
    { ok: true, text: '1234567890' },
    { ok: false, number: 2, reason: 'LINE_TOO_LONG' },
    { ok: true, number: 3, text: 'short', end: '' },
  ]);
});

it('tells of a line that is no UTF-8', async () => {
  const lines = await linesOf(Buffer.concat([Buffer.from('ä\n'), Buffer.from([0xff, 0x0a]), Buffer.from('b')]), [1]);
  expect(lines).toMatchObject([{ text: 'ä' }, { number: 2, reason: 'INVALID_ENCODING' }, { text: 'b' }]);
});
