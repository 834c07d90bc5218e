import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import type { LineProblem, ProblemCode } from './record.ts';

const MOST_ON_SCREEN = 20;
const MOST_CHARACTERS = 300;
const BUFFERED_CHARACTERS = 65_536;

export interface ProblemReport {
  tell(problem: LineProblem): void;
  count(): number;
  /** Prints the first problems and how many of which kind there were, and gives the file its name. */
  close(): void;
}

/** Nothing that a line holds reaches the terminal as a command to it. */
const printable = (text: string): string => text.slice(0, MOST_CHARACTERS).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');

const toText = ({ line, code, field, message }: LineProblem): string =>
  printable(`line ${line}: ${[code, field, message].filter(Boolean).join(' ')}`);

/** Writes as it is told, so that a report of any length needs no memory. */
const makeReportFile = (path: string) => {
  const part = `${path}.part`;
  const file = openSync(part, 'w');
  let text = '';
  const flush = (): void => {
    writeSync(file, text);
    text = '';
  };
  return {
    write: ({ line, code, field, message }: LineProblem): void => {
      text += `${JSON.stringify({ line, code, field, message })}\n`;
      if (text.length >= BUFFERED_CHARACTERS) flush();
    },
    close: (): void => {
      flush();
      closeSync(file);
      renameSync(part, path);
    },
  };
};

/** Tells a person of the first problems, when no bar is shown any more, and a file of all of them. */
export const makeProblemReport = (print: (line: string) => void, path?: string): ProblemReport => {
  const file = path === undefined ? undefined : makeReportFile(path);
  const counts = new Map<ProblemCode, number>();
  const shown: string[] = [];
  let total = 0;
  return {
    tell: (problem) => {
      total += 1;
      counts.set(problem.code, (counts.get(problem.code) ?? 0) + 1);
      file?.write(problem);
      if (total <= MOST_ON_SCREEN) shown.push(toText(problem));
    },
    count: () => total,
    close: () => {
      shown.forEach(print);
      const hint = path === undefined ? '; --report FILE writes down all of them' : '';
      if (total > MOST_ON_SCREEN) print(`and ${(total - MOST_ON_SCREEN).toLocaleString('en-US')} more${hint}`);
      if (total > 0) print(`Problems: ${[...counts].map(([code, count]) => `${count} ${code}`).join(', ')}`);
      file?.close();
    },
  };
};
