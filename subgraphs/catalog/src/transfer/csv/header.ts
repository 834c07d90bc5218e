import type { FieldProblem, ProblemCode } from '../record.ts';
import { ALL_COLUMNS, NEEDED_COLUMNS } from './columns.ts';
import type { Row } from './rows.ts';

const MOST_NAMED = 20;

export type Header =
  | { readonly ok: true; readonly columns: readonly string[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

const each = (code: ProblemCode, columns: readonly string[], message: string): FieldProblem[] =>
  [...new Set(columns)].slice(0, MOST_NAMED).map((column) => ({ code, field: column.slice(0, 120), message }));

const NO_HEADER: FieldProblem = { code: 'MALFORMED_LINE', field: '', message: 'must name the columns' };

/** The columns that the first row names, in any order. */
export const readHeader = (row: Row | undefined): Header => {
  if (!row?.ok) return { ok: false, problems: [NO_HEADER] };
  const columns = row.cells.map((cell) => cell.trim());
  const needed = Object.keys(NEEDED_COLUMNS);
  const problems = [
    ...each(
      'UNKNOWN_COLUMN',
      columns.filter((column) => !Object.hasOwn(ALL_COLUMNS, column)),
      'is no column of the format',
    ),
    ...each(
      'DUPLICATE_COLUMN',
      columns.filter((column, place) => columns.indexOf(column) < place),
      'stands there twice',
    ),
    ...each(
      'MISSING_COLUMN',
      needed.filter((column) => !columns.includes(column)),
      'is missing',
    ),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, columns };
};
