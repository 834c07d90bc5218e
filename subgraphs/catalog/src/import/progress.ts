import { Presets, SingleBar } from 'cli-progress';
import type { ReportProgress } from './run-import.ts';

export interface Progress {
  readonly report: ReportProgress;
  stop(): void;
}

const LINE_EVERY_PERCENT = 10;
const format = 'Importing {bar} {percentage}% | {value}/{total} products | {rate}/s | {eta_formatted} left';

const makeBar = (): Progress => {
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: false, fps: 10 }, Presets.shades_classic);
  const startedAt = performance.now();
  let isShown = false;
  return {
    report: (done, total) => {
      if (!isShown) bar.start(total, 0, { rate: 0 });
      isShown = true;
      bar.update(done, { rate: Math.round((done * 1000) / (performance.now() - startedAt)) });
    },
    stop: () => bar.stop(),
  };
};

const makeLines = (print: (line: string) => void): Progress => {
  let next = LINE_EVERY_PERCENT;
  return {
    report: (done, total) => {
      const percent = Math.floor((done * 100) / total);
      if (percent < next) return;
      print(`Importing: ${percent}% (${done} of ${total} products)`);
      next = percent - (percent % LINE_EVERY_PERCENT) + LINE_EVERY_PERCENT;
    },
    stop: () => {},
  };
};

/** A bar for a person at a terminal, a line now and then for a log. */
export const makeProgress = (isTerminal: boolean, print: (line: string) => void): Progress =>
  isTerminal ? makeBar() : makeLines(print);
