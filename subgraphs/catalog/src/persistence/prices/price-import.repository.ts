import type { PendingLine, PriceImport, PriceImports, PriceLine } from '../../application/prices/bulk/ports.ts';

interface Row extends Omit<PriceLine, 'oldPrice' | 'newPrice'> {
  readonly oldAmount: number | null;
  readonly oldCurrency: string | null;
  readonly newAmount: number | null;
  readonly newCurrency: string | null;
}

const COLUMNS = `line, sku, product_id as "productId", old_amount as "oldAmount", old_currency as "oldCurrency",
  new_amount as "newAmount", new_currency as "newCurrency", status, code`;

const money = (amount: number | null, currency: string | null) =>
  amount === null || currency === null ? null : { amount, currency };

const toLine = ({ oldAmount, oldCurrency, newAmount, newCurrency, ...row }: Row): PriceLine => ({
  ...row,
  oldPrice: money(oldAmount, oldCurrency),
  newPrice: money(newAmount, newCurrency),
});

const isWhole = (line: PriceLine): line is PriceLine & PendingLine =>
  line.sku !== null && line.productId !== null && line.oldPrice !== null && line.newPrice !== null;

const toRow = ({ oldPrice, newPrice, productId, ...line }: PriceLine) => ({
  ...line,
  product_id: productId,
  old_amount: oldPrice?.amount ?? null,
  old_currency: oldPrice?.currency ?? null,
  new_amount: newPrice?.amount ?? null,
  new_currency: newPrice?.currency ?? null,
});

export const priceImports: PriceImports = {
  add: async (sql, { id, digest, actor }, lines) => {
    const added = await sql(
      'insert into price_import (id, digest, actor) values ($1, $2, $3) on conflict (id) do nothing returning id',
      [id, digest, actor],
    );
    if (added.length === 0) return false;
    await sql(
      `insert into price_import_line
       select $1::uuid, * from jsonb_to_recordset($2::jsonb) as row (line int, sku text, product_id text,
         old_amount int, old_currency text, new_amount int, new_currency text, status text, code text)`,
      [id, JSON.stringify(lines.map(toRow))],
    );
    return true;
  },
  find: async (sql, id) => {
    const [found] = await sql<PriceImport>('select id, digest, actor from price_import where id = $1', [id]);
    return found;
  },
  lines: async (sql, id) =>
    (await sql<Row>(`select ${COLUMNS} from price_import_line where import_id = $1 order by line`, [id])).map(toLine),
  pending: async (sql, id, products) => {
    const rows = await sql<Row>(
      `select ${COLUMNS} from price_import_line where import_id = $1 and status = 'PENDING' and product_id in (
         select distinct product_id from price_import_line where import_id = $1 and status = 'PENDING' order by 1 limit $2)
       order by line`,
      [id, products],
    );
    return rows.map(toLine).filter(isWhole);
  },
  settle: async (sql, id, outcomes) => {
    await sql(
      `update price_import_line known set status = row.status, code = row.code
       from jsonb_to_recordset($2::jsonb) as row (line int, status text, code text)
       where known.import_id = $1 and known.line = row.line`,
      [id, JSON.stringify(outcomes)],
    );
  },
};
