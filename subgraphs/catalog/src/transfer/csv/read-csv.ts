import { unreadable } from '../json-lines.ts';
import type { Line } from '../lines.ts';
import { atLine, type FieldProblem, type SourceRecord } from '../record.ts';
import { readHeader } from './header.ts';
import { beginProduct, type NamedRow, type ProductRows } from './product-rows.ts';
import { type Row, rowsIn, type UnreadRow } from './rows.ts';

const NOT_CSV: FieldProblem = {
  code: 'MALFORMED_LINE',
  field: '',
  message: 'is no row of a CSV file: a quote is missing or too much',
};

const NO_ID: FieldProblem = { code: 'MISSING_FIELD', field: 'id', message: 'is missing' };

const unreadRow = ({ line, unread }: UnreadRow): SourceRecord =>
  unread ? unreadable(unread) : atLine(line, [NOT_CSV]);

const named = ({ line, cells }: Extract<Row, { ok: true }>, columns: readonly string[]): NamedRow => {
  const message = `has ${cells.length} cells, not ${columns.length}`;
  return {
    line,
    cells: Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? ''])),
    problems: cells.length === columns.length ? [] : [{ code: 'MALFORMED_LINE', field: '', message }],
  };
};

/** Puts the rows of a product together, which stand one below the other. */
const makeGrouping = () => {
  let open: ProductRows | undefined;
  let doubted: number | undefined;
  const close = (): SourceRecord[] => {
    const closed = open ? [open.toRecord()] : [];
    open = undefined;
    return closed;
  };
  return {
    add: (row: NamedRow, id: string): SourceRecord[] => {
      const closed = open?.id === id ? [] : close();
      if (!open) {
        open = beginProduct(row, id);
        if (doubted !== undefined) open.doubt(doubted);
      }
      open.add(row);
      doubted = undefined;
      return closed;
    },
    /** A row that cannot be read may be the last of the product before it, or the first of the next. */
    pass: (line: number): void => {
      open?.doubt(line);
      doubted = line;
    },
    close,
  };
};

/** The products of a CSV file. Where its header cannot be taken, that is all it gives. */
export async function* readCsv(lines: AsyncIterable<Line>): AsyncGenerator<SourceRecord> {
  const rows = rowsIn(lines);
  const first = await rows.next();
  const header = readHeader(first.value ?? undefined);
  if (!header.ok) {
    yield atLine(first.value?.line ?? 1, header.problems);
    return;
  }
  const grouping = makeGrouping();
  for await (const row of rows) {
    if (row.ok && row.cells.every((cell) => cell === '')) continue;
    const known = row.ok ? named(row, header.columns) : undefined;
    const id = known?.cells['id'];
    if (known && id) yield* grouping.add(known, id);
    else {
      yield row.ok ? atLine(row.line, [NO_ID]) : unreadRow(row);
      grouping.pass(row.line);
    }
  }
  yield* grouping.close();
}
