import { expect, it } from '@jest/globals';
import { makeProgress } from './progress.ts';

const linesOf = (total: number, steps: readonly number[]): string[] => {
  const lines: string[] = [];
  const progress = makeProgress(false, (line) => void lines.push(line), { doing: 'Rebuilding', things: 'events' });
  for (const done of steps) progress.report(done, total);
  progress.stop();
  return lines;
};

it('prints a line for every tenth of the way, however small the steps are', () => {
  const steps = Array.from({ length: 1_000 }, (_, index) => index + 1);
  const lines = linesOf(1_000, steps);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('Rebuilding: 10% (100 of 1000 events)');
  expect(lines.at(-1)).toBe('Rebuilding: 100% (1000 of 1000 events)');
});

it('leaves out tenths that one step passed over, and says the end once', () => {
  expect(linesOf(10, [4, 4, 10])).toEqual(['Rebuilding: 40% (4 of 10 events)', 'Rebuilding: 100% (10 of 10 events)']);
});
