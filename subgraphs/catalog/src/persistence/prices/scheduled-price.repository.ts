import { isUuid } from '@cardstock/contracts';
import type { Sql } from '@cardstock/messaging';
import type { ScheduledPrice, ScheduledPrices } from '../../application/prices/ports.ts';

type Row = Omit<ScheduledPrice, 'price'> & { readonly amount: number; readonly currency: string };

const COLUMNS = `id, sku, product_id as "productId", amount, currency, effective_at as "effectiveAt", status, refusal,
  scheduled_by as "scheduledBy", scheduled_at as "scheduledAt"`;

const toScheduled = ({ amount, currency, ...row }: Row): ScheduledPrice => ({ ...row, price: { amount, currency } });

export const scheduledPrices: ScheduledPrices = {
  lockSku: async (sql, sku) => {
    await sql(`select pg_advisory_xact_lock(hashtextextended('scheduled_price ' || $1, 0))`, [sku]);
  },
  countPending: async (sql, sku) => {
    const [row] = await sql<{ count: number }>(
      `select count(*)::int as count from scheduled_price where sku = $1 and status = 'PENDING'`,
      [sku],
    );
    return row?.count ?? 0;
  },
  add: async (sql, { id, sku, productId, price, effectiveAt, status, refusal, scheduledBy, scheduledAt }) => {
    await sql(
      `insert into scheduled_price (id, sku, product_id, amount, currency, effective_at, status, refusal, scheduled_by, scheduled_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
      [id, sku, productId, price.amount, price.currency, effectiveAt, status, refusal, scheduledBy, scheduledAt],
    );
  },
  find: async (sql, id) => {
    if (!isUuid(id)) return undefined;
    const [row] = await sql<Row>(`select ${COLUMNS} from scheduled_price where id = $1 for update`, [id]);
    return row && toScheduled(row);
  },
  settle: async (sql, id, { status, refusal }) => {
    await sql('update scheduled_price set status = $2, refusal = $3 where id = $1', [id, status, refusal]);
  },
};

const MOST_LISTED = 50;

/** The latest scheduled prices of each SKU, those of the farthest future first; one statement. */
export const readScheduledPrices = async (sql: Sql, skus: readonly string[]): Promise<ScheduledPrice[][]> => {
  const rows = await sql<Row>(
    `select found.* from unnest($1::text[]) as wanted (sku) cross join lateral (
       select ${COLUMNS} from scheduled_price s where s.sku = wanted.sku order by effective_at desc, id limit ${MOST_LISTED}) found
     order by found."effectiveAt" desc, found.id`,
    [skus],
  );
  const bySku = Map.groupBy(rows.map(toScheduled), ({ sku }) => sku);
  return skus.map((sku) => bySku.get(sku) ?? []);
};
