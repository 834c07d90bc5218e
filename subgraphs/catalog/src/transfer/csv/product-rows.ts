import { MOST_VARIANTS } from '../../domain/product/decide-variants.ts';
import { checkProduct } from '../product-record.ts';
import { type FieldProblem, type LineProblem, problemsAt, type SourceRecord } from '../record.ts';
import { isRetiredIn, OF_PRODUCT, VARIANT_COLUMNS } from './columns.ts';

/** The cells of a row by column; a column that the file does not have is not there. */
export type NamedCells = Readonly<Record<string, string>>;

export interface NamedRow {
  readonly line: number;
  readonly cells: NamedCells;
  readonly problems: readonly FieldProblem[];
}

/** The rows of one product, one below the other. */
export interface ProductRows {
  readonly id: string;
  add(row: NamedRow): void;
  /** A row beside these that cannot be read may be one of them. */
  doubt(line: number): void;
  toRecord(): SourceRecord;
}

// Longer than any value of a SKU may be: what is longer is wrong, and need not be kept to say so.
const MOST_CHARACTERS = 400;
/** Enough to mend a product by; a file may have any number of rows of one. */
const MOST_PROBLEMS = 100;
const VARIANT_NAMES = Object.keys(VARIANT_COLUMNS) as (keyof typeof VARIANT_COLUMNS)[];

const isEmpty = (cells: NamedCells, columns: readonly string[]): boolean => columns.every((column) => !cells[column]);

const variantCells = (cells: NamedCells): NamedCells =>
  Object.fromEntries(
    [...VARIANT_NAMES, 'retired'].map((name) => [name, (cells[name] ?? '').slice(0, MOST_CHARACTERS)]),
  );

const toVariant = (cells: NamedCells): object => {
  const { amount, currency, ...own } = Object.fromEntries(
    VARIANT_NAMES.map((name) => [name, VARIANT_COLUMNS[name].read(cells[name] ?? '')]),
  );
  return { ...own, price: { amount, currency } };
};

const toOwnFields = (cells: NamedCells): object =>
  Object.fromEntries(
    Object.entries(OF_PRODUCT).flatMap(([name, { read }]) => {
      const cell = cells[name];
      return cell === undefined ? [] : [[name, read(cell)]];
    }),
  );

const disagreements = (first: NamedCells, { line, cells }: NamedRow): LineProblem[] =>
  Object.keys(OF_PRODUCT)
    .filter((name) => cells[name] && cells[name] !== first[name])
    .map((field) => ({
      line,
      code: 'ROWS_DISAGREE',
      field,
      message: 'is another than in the first row of the product',
    }));

const flagProblems = ({ line, cells }: NamedRow): LineProblem[] =>
  typeof isRetiredIn(cells['retired'] ?? '') === 'boolean'
    ? []
    : [{ line, code: 'INVALID_VALUE', field: 'retired', message: 'must be true, false or empty' }];

/** Of a row whose cells cannot be told apart, only that. */
const problemsIn = (row: NamedRow, first: NamedCells): LineProblem[] =>
  row.problems.length > 0 ? problemsAt(row.line, row.problems) : [...disagreements(first, row), ...flagProblems(row)];

interface VariantRow {
  readonly line: number;
  readonly cells: NamedCells;
}

/** A problem of `variants.2.price.amount` is one of the column `amount` in the row of that SKU. */
const located = ({ field, ...problem }: FieldProblem, line: number, variants: readonly VariantRow[]): LineProblem => {
  const [place, ...path] = field.startsWith('variants.') ? field.split('.').slice(1) : [];
  const row = variants[Number(place)];
  if (!row || path.length === 0) return { line, field, ...problem };
  return { line: row.line, field: path.at(-1) ?? '', ...problem };
};

const retiredIn = (variants: readonly VariantRow[]): object => {
  const retired = variants.filter(({ cells }) => isRetiredIn(cells['retired'] ?? '') === true);
  return retired.length > 0 ? { retired: retired.map(({ cells }) => cells['sku']) } : {};
};

export const beginProduct = (first: NamedRow, id: string): ProductRows => {
  const problems: LineProblem[] = [];
  const variants: VariantRow[] = [];
  return {
    id,
    add: (row) => {
      const { line, cells } = row;
      if (problems.length < MOST_PROBLEMS) problems.push(...problemsIn(row, first.cells));
      if (variants.length <= MOST_VARIANTS && !isEmpty(cells, VARIANT_NAMES))
        variants.push({ line, cells: variantCells(cells) });
    },
    doubt: (line) => {
      if (problems.length >= MOST_PROBLEMS) return;
      const message = `line ${line} beside it cannot be read and may belong to this product`;
      problems.push({ line: first.line, code: 'PRODUCT_INCOMPLETE', field: '', message });
    },
    toRecord: () => {
      const { line } = first;
      // Where a row has too few cells or too many, nobody knows which value is whose.
      if (problems.some(({ code }) => code === 'MALFORMED_LINE')) return { ok: false, problems, id };
      const variantFields = variants.map(({ cells }) => toVariant(cells));
      const record = { id, ...toOwnFields(first.cells), variants: variantFields, ...retiredIn(variants) };
      const checked = checkProduct(record);
      if (checked.ok && problems.length === 0) return { ok: true, line, product: checked.product };
      const found = checked.ok ? [] : checked.problems.map((problem) => located(problem, line, variants));
      return { ok: false, problems: [...problems, ...found], id };
    },
  };
};
