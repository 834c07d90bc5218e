import { badUserInput } from '@cardstock/service';
import { CsvError, parse } from 'csv-parse/sync';
import { MOST_LINES } from '../../../application/prices/bulk/plan-prices.ts';
import type { PriceRecord, ReadPriceFile } from '../../../application/prices/bulk/ports.ts';

const COLUMNS = ['sku', 'amount', 'currency'];
// The header is line 1.
const FIRST_LINE = 2;
const LINE_END = /\r\n|\n|\r/;

const refuse = (message: string) => badUserInput({ field: 'csv', message });

/** No column holds a line break, so each line is parsed by itself: a quote that is never closed spoils its own line only. */
const cellsOf = (text: string): string[] | CsvError => {
  try {
    const [cells = []] = parse(text, { bom: true, trim: true, relax_column_count: true });
    return cells;
  } catch (err) {
    if (err instanceof CsvError) return err;
    throw err;
  }
};

const readHeader = (text: string): string[] => {
  const names = cellsOf(text);
  if (names instanceof Error) throw refuse(`the first line must name the columns: ${names.message}`);
  if (new Set(names).size !== names.length || names.some((name) => !COLUMNS.includes(name)))
    throw refuse(`the first line must name the columns, each once: ${COLUMNS.join(', ')}`);
  if (!names.includes('sku') || !names.includes('amount'))
    throw refuse('the first line must name the columns sku and amount');
  return names;
};

const readLine = (text: string, line: number, columns: readonly string[]): PriceRecord => {
  const cells = cellsOf(text);
  if (cells instanceof Error) return { line, problem: cells.message };
  if (cells.length > columns.length) return { line, problem: `has ${cells.length} fields, not ${columns.length}` };
  const cellOf = (column: string): string => (columns.includes(column) ? (cells[columns.indexOf(column)] ?? '') : '');
  // PostgreSQL stores no NUL, so no SKU has one.
  return {
    line,
    sku: cellOf('sku').replaceAll('\u0000', '\uFFFD'),
    amount: cellOf('amount'),
    currency: cellOf('currency'),
  };
};

/** The lines of a file of prices; empty ones are left out. Throws BAD_USER_INPUT on a file that is none. */
export const readPriceFile: ReadPriceFile = (csv) => {
  const [header = '', ...texts] = csv.split(LINE_END);
  const columns = readHeader(header);
  const filled = texts
    .map((text, place) => ({ text, line: place + FIRST_LINE }))
    .filter(({ text }) => text.trim() !== '');
  if (filled.length > MOST_LINES) throw refuse(`has ${filled.length} lines; ${MOST_LINES} are the most at a time`);
  return filled.map(({ text, line }) => readLine(text, line, columns));
};
