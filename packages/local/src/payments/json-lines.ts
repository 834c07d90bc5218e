import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface JsonLines<T> {
  append(entry: T): void;
  /** Puts these entries in the place of all that the file holds. */
  replaceAll(entries: T[]): void;
  close(): void;
}

const NEWLINE = 0x0a;

const parseLines = <T>(file: string, text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      try {
        return JSON.parse(line) as T;
      } catch {
        throw new Error(
          `${file} is damaged in line ${index + 1}. If you can do without the data, start anew with: npm run reset`,
        );
      }
    });

const toLine = (entry: unknown) => `${JSON.stringify(entry)}\n`;

const open = (file: string) => openSync(file, 'a', 0o600);

const replaceFile = (file: string, entries: unknown[]): void => {
  writeFileSync(`${file}.unfinished`, entries.map(toLine).join(''), { mode: 0o600 });
  renameSync(`${file}.unfinished`, file);
};

/**
 * Opens a file of one JSON value per line and hands what it holds to `restore`. Every append is written before it returns,
 * so that a killed process loses nothing; the half line that a kill can leave at the end is cut off.
 */
export const openJsonLines = <T>(file: string, restore: (entry: T) => void): JsonLines<T> => {
  mkdirSync(dirname(file), { recursive: true });
  const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const whole = content.subarray(0, content.lastIndexOf(NEWLINE) + 1);
  for (const entry of parseLines<T>(file, whole.toString('utf8'))) restore(entry);
  let handle = open(file);
  if (whole.length < content.length) ftruncateSync(handle, whole.length);
  const replaceAll = (entries: T[]) => {
    replaceFile(file, entries);
    closeSync(handle);
    handle = open(file);
  };
  const close = () => {
    fsyncSync(handle);
    closeSync(handle);
  };
  return { append: (entry) => void writeSync(handle, toLine(entry)), replaceAll, close };
};
