import type { Sql } from '@cardstock/messaging';
import type { PriceNews, SkuNews } from '../application/ports.ts';

interface PriceRow {
  readonly sku: string;
  readonly title: string;
  readonly amount: number;
  readonly currency: string;
  readonly weightGrams: number;
  readonly isOnSale: boolean;
}

/** Notes what SKUs are sold for, in one statement; what is older than what is known changes nothing. */
export const saveOffers = async (sql: Sql, offers: readonly SkuNews[], asOf: Date): Promise<void> => {
  const rows = offers.map(({ sku, title, price: { amount, currency }, weightGrams, isOnSale }) => ({
    sku,
    title,
    amount,
    currency,
    weight_grams: weightGrams,
    is_on_sale: isOnSale,
  }));
  await sql(
    `insert into sku_price (sku, title, amount, currency, weight_grams, is_on_sale, as_of)
     select distinct on (sku) sku, title, amount, currency, weight_grams, is_on_sale, $2::timestamptz
     from jsonb_to_recordset($1::jsonb) as row (sku text, title text, amount integer, currency text, weight_grams integer, is_on_sale boolean)
     order by sku
     on conflict (sku) do update set title = excluded.title, amount = excluded.amount, currency = excluded.currency,
       weight_grams = excluded.weight_grams, is_on_sale = excluded.is_on_sale, as_of = excluded.as_of
     where sku_price.as_of <= excluded.as_of`,
    [JSON.stringify(rows), asOf],
  );
};

/** Notes one price; what is older than what is known changes nothing. A price does not put on sale what was withdrawn. */
export const savePrice = async (sql: Sql, { sku, title, price, weightGrams }: PriceNews, asOf: Date): Promise<void> => {
  const known = await sql(
    `update sku_price set title = coalesce($2, title), amount = $3, currency = $4,
       weight_grams = coalesce($5, weight_grams), as_of = $6
     where sku = $1 and as_of <= $6 returning 1`,
    [sku, title ?? null, price.amount, price.currency, weightGrams ?? null, asOf],
  );
  if (known.length === 0 && title !== undefined && weightGrams !== undefined)
    await saveOffers(sql, [{ sku, title, price, weightGrams, isOnSale: true }], asOf);
};

/** What is known of these SKUs, also of those that are not sold any more. */
export const readOffers = async (sql: Sql, skus: readonly string[]): Promise<SkuNews[]> => {
  const rows = await sql<PriceRow>(
    `select sku, title, amount, currency, weight_grams as "weightGrams", is_on_sale as "isOnSale"
     from sku_price where sku = any($1::text[])`,
    [skus],
  );
  return rows.map(({ amount, currency, ...row }) => ({ ...row, price: { amount, currency } }));
};
