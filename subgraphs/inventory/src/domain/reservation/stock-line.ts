/** The columns of a stock file. */
export const STOCK_COLUMNS = ['sku', 'warehouse', 'delta', 'quantity', 'reason', 'expectedVersion'] as const;
export type StockColumn = (typeof STOCK_COLUMNS)[number];

/** One line of a file as text; a column that the file does not have is empty. */
export interface StockRecord {
  readonly line: number;
  readonly fields: Readonly<Record<StockColumn, string>>;
}

/** A line that says what to do. */
export interface StockLine {
  readonly line: number;
  readonly sku: string;
  readonly warehouseId: string;
  readonly change: { readonly delta: number } | { readonly counted: number };
  readonly reason: string;
  readonly expectedVersion: number | undefined;
}

export type LineReading =
  | { readonly ok: true; readonly line: StockLine }
  | { readonly ok: false; readonly code: 'LINE_INVALID' | 'WAREHOUSE_UNKNOWN'; readonly message: string };

const MOST_PIECES = 1_000_000;
const LONGEST_SKU = 100;
const LONGEST_REASON = 200;
const ONE_LINE = /^[^\p{Cc}\p{Cs}]*$/u;

const invalid = (message: string): LineReading => ({ ok: false, code: 'LINE_INVALID', message });

/** A whole number of up to nine digits; NaN for any other text. */
const toInteger = (text: string): number => (/^[+-]?\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

const isWithin = (pieces: number, least: number): boolean => pieces >= least && pieces <= MOST_PIECES;

const problemOf = ({ fields }: StockRecord, reason: string): string | undefined => {
  const { sku, delta, quantity, expectedVersion } = fields;
  if (sku === '' || sku.length > LONGEST_SKU || !ONE_LINE.test(sku))
    return `sku must be 1 to ${LONGEST_SKU} characters of one line`;
  if ((delta === '') === (quantity === '')) return 'a line needs either delta or quantity';
  if (delta !== '' && !isWithin(toInteger(delta), -MOST_PIECES))
    return `delta must be a whole number from -${MOST_PIECES} to ${MOST_PIECES}`;
  if (quantity !== '' && !isWithin(toInteger(quantity), 0))
    return `quantity must be a whole number from 0 to ${MOST_PIECES}`;
  if (reason.length > LONGEST_REASON || !ONE_LINE.test(reason))
    return `reason must be at most ${LONGEST_REASON} characters of one line`;
  if (expectedVersion !== '' && !(toInteger(expectedVersion) >= 0)) return 'expectedVersion must be a whole number';
  return undefined;
};

interface Reader {
  /** The id of a warehouse by its id and by its code. */
  readonly warehouseIds: ReadonlyMap<string, string>;
  /** Of the whole file, for lines that give none. */
  readonly reason: string;
}

/** Reads one line: what to do, or what is wrong with it. */
export const readStockLine = (record: StockRecord, { warehouseIds, reason: reasonOfFile }: Reader): LineReading => {
  const { sku, warehouse, delta, quantity, expectedVersion } = record.fields;
  const reason = record.fields.reason || reasonOfFile;
  const problem = problemOf(record, reason);
  if (problem) return invalid(problem);
  const warehouseId = warehouseIds.get(warehouse);
  if (warehouseId === undefined)
    return {
      ok: false,
      code: 'WAREHOUSE_UNKNOWN',
      message: 'warehouse must be the id or the code of one that there is',
    };
  const change = delta === '' ? { counted: toInteger(quantity) } : { delta: toInteger(delta) };
  const version = expectedVersion === '' ? undefined : toInteger(expectedVersion);
  return { ok: true, line: { line: record.line, sku, warehouseId, change, reason, expectedVersion: version } };
};
