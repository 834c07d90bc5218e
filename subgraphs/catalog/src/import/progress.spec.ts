import { expect, it } from '@jest/globals';
import { makeProgress } from './progress.ts';

it('prints a line every tenth, with the rate since the first report and the time that is left', () => {
  const lines: string[] = [];
  let now = 0;
  const screen = { isTerminal: false, print: (line: string) => void lines.push(line) };
  const { report, stop } = makeProgress(screen, undefined, () => now);
  for (const done of [40_000, 41_000, 50_000, 55_000, 100_000]) {
    report(done, 100_000);
    now += 1_000;
  }
  stop();
  expect(lines).toEqual([
    'Importing: 50% (50,000 of 100,000 SKUs, 5,000 SKUs/s, 10 s left)',
    'Importing: 100% (100,000 of 100,000 SKUs, 15,000 SKUs/s, 0 s left)',
  ]);
});
