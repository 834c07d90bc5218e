import { type Cells, flag, json, list, optional, required, whole } from './cells.ts';

type Columns = Readonly<Record<string, Cells>>;

/** Of a product: filled in its first row, and empty or the same in its others. */
const PRODUCT_COLUMNS = {
  slug: required,
  kind: required,
  name: required,
  game: required,
  set: optional,
  number: optional,
  rarity: optional,
  types: list,
  text: optional,
  artists: list,
  imageUrl: optional,
  attributes: json,
} as const satisfies Columns;

/** Of a SKU: in every row. */
export const VARIANT_COLUMNS = {
  sku: required,
  title: required,
  edition: optional,
  foiling: optional,
  condition: optional,
  language: required,
  amount: whole,
  currency: required,
  weightGrams: whole,
} as const satisfies Columns;

/** Of what staff makes of a product and of its SKUs: only in a file of all products. */
const STAFF_COLUMNS = { status: required, categories: list } as const satisfies Columns;
const RETIRED_COLUMN = { retired: flag } as const satisfies Columns;
const ID_COLUMN = { id: required } as const satisfies Columns;

export const OF_PRODUCT: Columns = { ...PRODUCT_COLUMNS, ...STAFF_COLUMNS };
export const NEEDED_COLUMNS: Columns = { ...ID_COLUMN, ...PRODUCT_COLUMNS, ...VARIANT_COLUMNS };
export const ALL_COLUMNS: Columns = { ...NEEDED_COLUMNS, ...STAFF_COLUMNS, ...RETIRED_COLUMN };
export const isRetiredIn = RETIRED_COLUMN.retired.read;
