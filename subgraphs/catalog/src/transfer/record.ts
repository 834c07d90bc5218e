import type { SourceProduct } from '../import/source.ts';

/** What can be wrong with a line. Programs may rely on these codes. */
export type ProblemCode =
  | 'MALFORMED_LINE'
  | 'INVALID_ENCODING'
  | 'LINE_TOO_LONG'
  | 'MISSING_COLUMN'
  | 'UNKNOWN_COLUMN'
  | 'DUPLICATE_COLUMN'
  | 'ROWS_DISAGREE'
  | 'MISSING_FIELD'
  | 'UNKNOWN_FIELD'
  | 'INVALID_VALUE'
  | 'TEXT_TOO_LONG'
  | 'LIST_TOO_LONG'
  | 'NEGATIVE_PRICE'
  | 'UNKNOWN_CURRENCY'
  | 'VARIANTS_FULL'
  | 'VARIANT_UNKNOWN'
  | 'PRODUCT_INCOMPLETE'
  | 'DUPLICATE_ID'
  | 'DUPLICATE_SLUG'
  | 'DUPLICATE_SKU'
  | 'SLUG_TAKEN'
  | 'SKU_TAKEN'
  | 'UNKNOWN_ATTRIBUTE'
  | 'ATTRIBUTE_WRONG_TYPE'
  | 'ATTRIBUTE_VALUE_NOT_ALLOWED'
  | 'ATTRIBUTE_MISSING'
  | 'CATEGORY_UNKNOWN'
  | 'CATEGORY_SLUG_TAKEN'
  | 'CATEGORIES_FULL'
  | 'ATTRIBUTES_FULL';

/** Something wrong with a value. */
export interface FieldProblem {
  readonly code: ProblemCode;
  /** Where it stands, as in `variants.0.price.amount`; empty where the whole line is meant. */
  readonly field: string;
  readonly message: string;
}

export interface LineProblem extends FieldProblem {
  /** From 1; of data that have no lines, the number of the card. */
  readonly line: number;
}

/** A product of a source, or why there is none. */
export type SourceRecord = TakenRecord | LeftOutRecord;

export interface LeftOutRecord {
  readonly ok: false;
  readonly problems: readonly LineProblem[];
  /** Of the product that it is of, where that can be told. */
  readonly id?: string | undefined;
}

export interface TakenRecord {
  readonly ok: true;
  readonly line: number;
  readonly product: SourceProduct;
}

/** A source as it is read once, from its beginning. */
export interface Reading {
  readonly records: AsyncIterable<SourceRecord>;
  /** Of what was read, when all of it was. */
  digest(): string;
  /** How many bytes of how many were read, where that can be said. */
  progress?(): { readonly done: number; readonly total: number };
}

export interface RecordSource {
  readonly name: string;
  /** Whether code of ours made the products from data of somebody else. */
  readonly isMapped: boolean;
  read(): Reading;
}

export const problemsAt = (line: number, problems: readonly FieldProblem[]): LineProblem[] =>
  problems.map((problem) => ({ line, ...problem }));

export const atLine = (line: number, problems: readonly FieldProblem[], id?: string): LeftOutRecord => ({
  ok: false,
  problems: problemsAt(line, problems),
  id,
});
