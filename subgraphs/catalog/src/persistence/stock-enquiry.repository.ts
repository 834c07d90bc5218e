import type { StockEnquiries, StockEnquiry } from '../application/stock-enquiry.ts';

const BEGIN = `
  insert into stock_enquiry (until_position, finished_at) values ($1, case when $1::bigint = 0 then now() end)
  on conflict (only_one) do nothing`;

const TAKE = `
  select until_position::float8 as "untilPosition", after_sku as "afterSku" from stock_enquiry
  where finished_at is null for update skip locked`;

const PROCEED = `
  update stock_enquiry set after_sku = coalesce($1, after_sku), finished_at = case when $1::text is null then now() end`;

export const stockEnquiries: StockEnquiries = {
  begin: async (sql, untilPosition) => {
    await sql(BEGIN, [untilPosition]);
  },
  take: async (sql) => (await sql<StockEnquiry>(TAKE))[0],
  proceed: async (sql, afterSku) => {
    await sql(PROCEED, [afterSku]);
  },
  skusAfter: async (sql, sku, limit) => {
    const rows = await sql<{ sku: string }>('select sku from variant where sku > $1 order by sku limit $2', [
      sku,
      limit,
    ]);
    return rows.map((row) => row.sku);
  },
};
