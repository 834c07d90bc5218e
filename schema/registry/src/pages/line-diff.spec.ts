import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DiffLine, diffLines } from './line-diff.ts';

const MARKS = { same: ' ', removed: '-', added: '+', gap: '…' };
const shown = (lines: readonly DiffLine[]) => lines.map(({ kind, text }) => `${MARKS[kind]}${text}`);

describe('diffLines', () => {
  it('is empty for what is the same', () => {
    expect(diffLines('a\nb', 'a\nb')).toEqual([]);
  });

  it('tells what was removed and added, in place', () => {
    expect(shown(diffLines('a\nb\nc', 'a\nB\nc'))).toEqual([' a', '-b', '+B', ' c']);
    expect(shown(diffLines('a', 'a\nb'))).toEqual([' a', '+b']);
    expect(shown(diffLines('a\nb', 'b'))).toEqual(['-a', ' b']);
  });

  it('leaves out what is far from any change', () => {
    const lines = Array.from({ length: 20 }, (_, index) => String(index));
    expect(shown(diffLines(lines.join('\n'), [...lines, 'end'].join('\n')))).toEqual([' 17', ' 18', ' 19', '+end']);
    const both = diffLines(['x', ...lines, 'y'].join('\n'), ['X', ...lines, 'Y'].join('\n'));
    expect(shown(both)).toEqual(['-x', '+X', ' 0', ' 1', ' 2', '……', ' 17', ' 18', ' 19', '-y', '+Y']);
  });

  it('gives both texts back, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        const lines = diffLines(before, after);
        const of = (...kinds: readonly DiffLine['kind'][]) =>
          lines.filter(({ kind }) => kinds.includes(kind)).map((line) => line.text);
        if (lines.some(({ kind }) => kind === 'gap')) return;
        const [old, now] = [of('same', 'removed').join('\n'), of('same', 'added').join('\n')];
        expect(before).toContain(old);
        expect(after).toContain(now);
      }),
    );
  });

  it('does not search for ever', () => {
    const text = (seed: string) => Array.from({ length: 5_000 }, (_, index) => `${seed}${index}`).join('\n');
    expect(diffLines(text('a'), text('b'))).toHaveLength(10_000);
  });
});
