import { Presets, SingleBar } from 'cli-progress';
import type { ReportProgress } from './run-import.ts';

export interface Progress {
  /** The first call says how much was done before. */
  readonly report: ReportProgress;
  stop(): void;
}

/** What is being done, to what. */
export interface Wording {
  readonly doing: string;
  readonly things: string;
}

const IMPORT: Wording = { doing: 'Importing', things: 'SKUs' };
const LINE_EVERY_PERCENT = 10;

const formatOf = ({ doing, things }: Wording): string =>
  `${doing} {bar} {percentage}% | {value}/{total} ${things} | {rate} ${things}/s | {eta_formatted} left`;

/** How much is done in a second, of what was done since the first call. */
const makeRate = (now: () => number) => {
  let first: { readonly done: number; readonly at: number } | undefined;
  return (done: number): number => {
    first ??= { done, at: now() };
    const seconds = (now() - first.at) / 1000;
    return seconds > 0 ? (done - first.done) / seconds : 0;
  };
};

const makeBar = (wording: Wording, now: () => number): Progress => {
  const bar = new SingleBar(
    { format: formatOf(wording), hideCursor: true, clearOnComplete: false, fps: 10 },
    Presets.shades_classic,
  );
  const rateAt = makeRate(now);
  let isShown = false;
  return {
    report: (done, total) => {
      const rate = Math.round(rateAt(done));
      if (!isShown) bar.start(total, done, { rate });
      isShown = true;
      bar.update(done, { rate });
    },
    stop: () => bar.stop(),
  };
};

const count = (value: number): string => value.toLocaleString('en-US');

const makeLines = (print: (line: string) => void, { doing, things }: Wording, now: () => number): Progress => {
  const rateAt = makeRate(now);
  let next = LINE_EVERY_PERCENT;
  return {
    report: (done, total) => {
      const rate = rateAt(done);
      const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
      if (percent < next) return;
      const left =
        rate > 0 ? `, ${count(Math.round(rate))} ${things}/s, ${Math.ceil((total - done) / rate)} s left` : '';
      print(`${doing}: ${percent}% (${count(done)} of ${count(total)} ${things}${left})`);
      next = percent - (percent % LINE_EVERY_PERCENT) + LINE_EVERY_PERCENT;
    },
    stop: () => {},
  };
};

interface Screen {
  readonly isTerminal: boolean;
  print(line: string): void;
}

/** A bar for a person at a terminal, a line now and then for a log. */
export const makeProgress = (
  { isTerminal, print }: Screen,
  wording: Wording = IMPORT,
  now: () => number = () => performance.now(),
): Progress => (isTerminal ? makeBar(wording, now) : makeLines(print, wording, now));
