import { badUserInput } from '@cardstock/service';
import { CsvError, parse } from 'csv-parse/sync';
import type { FileLine, ReadFile } from '../../application/operations/bulk-adjust-stock.ts';
import { STOCK_COLUMNS, type StockColumn } from '../../domain/reservation/stock-line.ts';

const MOST_LINES = 5_000;
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

const isKnown = (name: string): name is StockColumn => (STOCK_COLUMNS as readonly string[]).includes(name);

const readHeader = (text: string): StockColumn[] => {
  const names = cellsOf(text);
  if (names instanceof Error) throw refuse(`the first line must name the columns: ${names.message}`);
  const unknown = names.find((name) => !isKnown(name));
  if (unknown !== undefined)
    throw refuse(`there is no column ${JSON.stringify(unknown.slice(0, 40))}; columns are ${STOCK_COLUMNS.join(', ')}`);
  if (new Set(names).size !== names.length) throw refuse('names a column twice');
  const has = (name: StockColumn): boolean => names.includes(name);
  if (!has('sku') || !has('warehouse') || !(has('delta') || has('quantity')))
    throw refuse('the first line must name the columns sku, warehouse, and delta or quantity');
  return names.filter(isKnown);
};

const readLine = (text: string, line: number, columns: readonly StockColumn[]): FileLine => {
  const cells = cellsOf(text);
  if (cells instanceof Error) return { line, problem: cells.message };
  if (cells.length > columns.length) return { line, problem: `has ${cells.length} fields, not ${columns.length}` };
  const given = new Map(columns.map((column, place) => [column, cells[place] ?? '']));
  const fields = Object.fromEntries(STOCK_COLUMNS.map((column) => [column, given.get(column) ?? '']));
  return { line, fields: fields as Record<StockColumn, string> };
};

function* linesOf(
  filled: readonly { readonly text: string; readonly line: number }[],
  columns: readonly StockColumn[],
): Generator<FileLine> {
  for (const { text, line } of filled) yield readLine(text, line, columns);
}

/** The lines of a stock file, each read when it is asked for; empty ones are left out. Throws BAD_USER_INPUT on a file that is none. */
export const readStockFile: ReadFile = (csv) => {
  const [header = '', ...texts] = csv.split(LINE_END);
  const columns = readHeader(header);
  const filled = texts
    .map((text, place) => ({ text, line: place + FIRST_LINE }))
    .filter(({ text }) => text.trim() !== '');
  if (filled.length > MOST_LINES) throw refuse(`has ${filled.length} lines; ${MOST_LINES} are the most at a time`);
  return linesOf(filled, columns);
};
