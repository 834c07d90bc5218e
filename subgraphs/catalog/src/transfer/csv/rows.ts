import { parse } from 'csv-parse/sync';
import type { Line } from '../lines.ts';

/** A row of a CSV file, by the line in which it begins. */
export type Row = { readonly ok: true; readonly line: number; readonly cells: readonly string[] } | UnreadRow;

export interface UnreadRow {
  readonly ok: false;
  readonly line: number;
  /** Where not even its line could be read. */
  readonly unread?: Extract<Line, { ok: false }>;
}

/** More than any row of a product has. */
export const MOST_ROW_BYTES = 500_000;
const ROWS_AT_ONCE = 200;
// RFC 4180: cells with a quote, comma or line break are quoted, and quotes in them doubled. Checked before the parser sees
// a row, so that rows can be parsed many at a time and a bad one does not spoil the others.
const CELL = '(?:"[^"]*(?:""[^"]*)*"|[^",\\r\\n]*)';
const WELL_FORMED = new RegExp(`^${CELL}(?:,${CELL})*$`);

type ReadLine = Extract<Line, { ok: true }>;
type Found = { readonly ok: true; readonly line: number; readonly text: string } | UnreadRow;

const hasOpenQuote = (text: string): boolean => {
  let isOpen = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOpen = !isOpen;
  return isOpen;
};

/** Reads lines, and takes back those that were not part of a row after all. */
const makeLineQueue = (lines: AsyncIterator<Line>) => {
  const returned: Line[] = [];
  return {
    next: async (): Promise<Line | undefined> => {
      const known = returned.pop();
      if (known) return known;
      const { done, value } = await lines.next();
      return done ? undefined : value;
    },
    takeBack: (again: readonly Line[]): void => void returned.push(...again.toReversed()),
  };
};

type LineQueue = ReturnType<typeof makeLineQueue>;

/** The lines that follow one whose quotes are not closed, up to the one that closes them; as many as a row may have. */
const untilClosed = async (queue: LineQueue, first: ReadLine): Promise<{ text: string; more: Line[] }> => {
  let text = first.text + first.end;
  const more: Line[] = [];
  while (text.length <= MOST_ROW_BYTES) {
    const next = await queue.next();
    if (!next) break;
    more.push(next);
    if (!next.ok) break;
    text += next.text;
    if (hasOpenQuote(next.text)) break;
    text += next.end;
  }
  return { text, more };
};

/** The row that begins in a line. A quote that is never closed spoils its own line only: those after it are looked at again. */
const rowFrom = async (queue: LineQueue, first: ReadLine): Promise<Found> => {
  const { number: line } = first;
  const isOpen = hasOpenQuote(first.text);
  const { text, more } = isOpen ? await untilClosed(queue, first) : { text: first.text, more: [] };
  if (WELL_FORMED.test(text)) return { ok: true, line, text };
  queue.takeBack(more);
  return { ok: false, line };
};

async function* rowsFound(lines: AsyncIterable<Line>): AsyncGenerator<Found> {
  const queue = makeLineQueue(lines[Symbol.asyncIterator]());
  for (let line = await queue.next(); line; line = await queue.next()) {
    if (!line.ok) yield { ok: false, line: line.number, unread: line };
    else if (line.text.trim() !== '') yield await rowFrom(queue, line);
  }
}

const parsed = (found: readonly Found[]): Row[] => {
  const texts = found.flatMap((row) => (row.ok ? [row.text] : []));
  const cells: string[][] = parse(texts.join('\n'), { record_delimiter: '\n', relax_column_count: true });
  const inOrder = cells.values();
  return found.map((row) => (row.ok ? { ok: true, line: row.line, cells: inOrder.next().value ?? [] } : row));
};

/** The rows of a CSV file (RFC 4180); empty lines are left out. */
export async function* rowsIn(lines: AsyncIterable<Line>): AsyncGenerator<Row> {
  let found: Found[] = [];
  for await (const row of rowsFound(lines)) {
    found.push(row);
    if (found.length < ROWS_AT_ONCE) continue;
    yield* parsed(found);
    found = [];
  }
  yield* parsed(found);
}
