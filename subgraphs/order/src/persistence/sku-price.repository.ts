import type { Sql } from '@cardstock/messaging';
import type { Offer, PriceNews } from '../application/ports.ts';

interface PriceRow {
  readonly sku: string;
  readonly title: string;
  readonly amount: number;
  readonly currency: string;
  readonly weightGrams: number;
}

/** Notes what SKUs are sold for, in one statement; what is older than what is known changes nothing. */
export const saveOffers = async (sql: Sql, offers: readonly Offer[], asOf: Date): Promise<void> => {
  const rows = offers.map(({ sku, title, price: { amount, currency }, weightGrams }) => ({
    sku,
    title,
    amount,
    currency,
    weight_grams: weightGrams,
  }));
  await sql(
    `insert into sku_price (sku, title, amount, currency, weight_grams, as_of)
     select distinct on (sku) sku, title, amount, currency, weight_grams, $2::timestamptz
     from jsonb_to_recordset($1::jsonb) as row (sku text, title text, amount integer, currency text, weight_grams integer)
     order by sku
     on conflict (sku) do update set title = excluded.title, amount = excluded.amount, currency = excluded.currency,
       weight_grams = excluded.weight_grams, as_of = excluded.as_of
     where sku_price.as_of <= excluded.as_of`,
    [JSON.stringify(rows), asOf],
  );
};

/** Notes one price; what is older than what is known changes nothing. */
export const savePrice = async (sql: Sql, { sku, title, price, weightGrams }: PriceNews, asOf: Date): Promise<void> => {
  if (title !== undefined && weightGrams !== undefined)
    return saveOffers(sql, [{ sku, title, price, weightGrams }], asOf);
  await sql(
    `update sku_price set title = coalesce($2, title), amount = $3, currency = $4,
       weight_grams = coalesce($5, weight_grams), as_of = $6
     where sku = $1 and as_of <= $6`,
    [sku, title ?? null, price.amount, price.currency, weightGrams ?? null, asOf],
  );
};

/** The SKUs among these whose prices are known here. */
export const readOffers = async (sql: Sql, skus: readonly string[]): Promise<Offer[]> => {
  const rows = await sql<PriceRow>(
    'select sku, title, amount, currency, weight_grams as "weightGrams" from sku_price where sku = any($1::text[])',
    [skus],
  );
  return rows.map(({ sku, title, amount, currency, weightGrams }) => ({
    sku,
    title,
    weightGrams,
    price: { amount, currency },
  }));
};
