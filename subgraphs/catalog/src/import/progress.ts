import { Presets, SingleBar } from 'cli-progress';
import type { ReportProgress } from './run-import.ts';

export interface Progress {
  readonly report: ReportProgress;
  stop(): void;
}

const LINE_EVERY_PERCENT = 10;
const formatOf = ({ doing, things }: Wording): string =>
  `${doing} {bar} {percentage}% | {value}/{total} ${things} | {rate}/s | {eta_formatted} left`;

/** What is being done, to what. */
interface Wording {
  readonly doing: string;
  readonly things: string;
}

const IMPORT: Wording = { doing: 'Importing', things: 'products' };

const makeBar = (wording: Wording): Progress => {
  const bar = new SingleBar(
    { format: formatOf(wording), hideCursor: true, clearOnComplete: false, fps: 10 },
    Presets.shades_classic,
  );
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

const makeLines = (print: (line: string) => void, { doing, things }: Wording): Progress => {
  let next = LINE_EVERY_PERCENT;
  return {
    report: (done, total) => {
      const percent = Math.floor((done * 100) / total);
      if (percent < next) return;
      print(`${doing}: ${percent}% (${done} of ${total} ${things})`);
      next = percent - (percent % LINE_EVERY_PERCENT) + LINE_EVERY_PERCENT;
    },
    stop: () => {},
  };
};

/** A bar for a person at a terminal, a line now and then for a log. */
export const makeProgress = (
  isTerminal: boolean,
  print: (line: string) => void,
  wording: Wording = IMPORT,
): Progress => (isTerminal ? makeBar(wording) : makeLines(print, wording));
