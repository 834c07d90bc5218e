import { stringify } from 'csv-stringify/sync';
import type { ExportedProduct } from '../exported-product.ts';
import { ALL_COLUMNS, NEEDED_COLUMNS } from './columns.ts';

const columnsOf = (hasAll: boolean) => Object.entries(hasAll ? ALL_COLUMNS : NEEDED_COLUMNS);

// By itself it quotes the line break that ends its rows, not the others.
const toText = (rows: string[][]): string => stringify(rows, { record_delimiter: 'windows', quoted_match: /[\r\n]/ });

export const csvHeader = (hasAll: boolean): string => toText([columnsOf(hasAll).map(([name]) => name)]);

/** The rows of a product: what is said of all of it stands in the first one only. */
export const csvRows = ({ id, variants, retired = [], ...own }: ExportedProduct, hasAll: boolean): string => {
  const skus = variants.map(({ price, ...variant }) => ({
    ...variant,
    ...price,
    retired: retired.includes(variant.sku),
  }));
  const [first, ...others] = skus;
  const rows: Record<string, unknown>[] = [{ id, ...own, ...first }, ...others.map((sku) => ({ id, ...sku }))];
  return toText(rows.map((row) => columnsOf(hasAll).map(([name, cells]) => cells.write(row[name]))));
};
