import { expect, it } from '@jest/globals';
import { makeProgress } from './progress.ts';

const linesOf = (total: number, steps: readonly number[], msPerStep = 0): string[] => {
  const lines: string[] = [];
  let now = 0;
  const screen = { isTerminal: false, print: (line: string) => void lines.push(line) };
  const progress = makeProgress(screen, { doing: 'Rebuilding', things: 'events' }, () => now);
  for (const done of steps) {
    progress.report(done, total);
    now += msPerStep;
  }
  progress.stop();
  return lines;
};

it('prints a line for every tenth of the way, however small the steps are', () => {
  const steps = Array.from({ length: 1_000 }, (_, index) => index + 1);
  const lines = linesOf(1_000, steps);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('Rebuilding: 10% (100 of 1,000 events)');
  expect(lines.at(-1)).toBe('Rebuilding: 100% (1,000 of 1,000 events)');
});

it('leaves out tenths that one step passed over, and says the end once', () => {
  expect(linesOf(10, [4, 4, 10])).toEqual(['Rebuilding: 40% (4 of 10 events)', 'Rebuilding: 100% (10 of 10 events)']);
});

it('says the rate since the first report, not of what was done before, and the time that is left', () => {
  expect(linesOf(100_000, [40_000, 41_000, 50_000, 55_000, 100_000], 1_000)).toEqual([
    'Rebuilding: 40% (40,000 of 100,000 events)',
    'Rebuilding: 50% (50,000 of 100,000 events, 5,000 events/s, 10 s left)',
    'Rebuilding: 100% (100,000 of 100,000 events, 15,000 events/s, 0 s left)',
  ]);
});
