import type { Sql } from '@cardstock/messaging';
import type {
  PlaceAmongPromotions,
  PromotionChange,
  PromotionRecord,
  Promotions,
} from '../application/checkout/checkout-ports.ts';

const COLUMNS = `id, code, kind, value, min_subtotal as "minSubtotal", valid_from as "validFrom", valid_to as "validTo",
  usage_limit as "usageLimit", usage_limit_per_customer as "usageLimitPerCustomer", is_active as "isActive", uses,
  created_at as "createdAt"`;

/** The promotions with these codes; those that there are not are left out. */
export const readPromotions = (sql: Sql, codes: readonly string[]): Promise<PromotionRecord[]> =>
  sql<PromotionRecord>(`select ${COLUMNS} from promotion where code = any($1::text[])`, [codes]);

const add = async (sql: Sql, promotion: PromotionRecord): Promise<boolean> => {
  const { id, code, kind, value, minSubtotal, validFrom, validTo, isActive, createdAt } = promotion;
  const added = await sql(
    `insert into promotion (id, code, kind, value, min_subtotal, valid_from, valid_to, usage_limit,
       usage_limit_per_customer, is_active, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (code) do nothing returning id`,
    [
      ...[id, code, kind, value, minSubtotal, validFrom, validTo],
      ...[promotion.usageLimit, promotion.usageLimitPerCustomer, isActive, createdAt],
    ],
  );
  return added.length > 0;
};

const COLUMN_OF: Readonly<Record<keyof PromotionChange, string>> = {
  value: 'value',
  minSubtotal: 'min_subtotal',
  validFrom: 'valid_from',
  validTo: 'valid_to',
  usageLimit: 'usage_limit',
  usageLimitPerCustomer: 'usage_limit_per_customer',
  isActive: 'is_active',
};

/** In one conditional statement: a limit never gets below the uses, whatever is placed at the same time. */
const change = async (sql: Sql, id: string, wanted: PromotionChange): Promise<PromotionRecord | undefined> => {
  const given = Object.entries(COLUMN_OF).flatMap(([field, column]) => {
    const value = wanted[field as keyof PromotionChange];
    return value === undefined ? [] : [{ column, value }];
  });
  const assignments = given.map(({ column }, index) => `${column} = $${index + 3}`);
  const [changed] = await sql<PromotionRecord>(
    `update promotion set ${['id = id', ...assignments].join(', ')}
     where id = $1 and ($2::integer is null or uses <= $2) returning ${COLUMNS}`,
    [id, wanted.usageLimit ?? null, ...given.map(({ value }) => value)],
  );
  return changed;
};

const list = async (sql: Sql, isActive: boolean | undefined, limit: number, after?: PlaceAmongPromotions) => {
  const active = '($1::boolean is null or is_active = $1)';
  const beyond = after ? 'and (created_at, id) < ($2::timestamptz, $3::uuid)' : '';
  const place = after ? [after.createdAt, after.id] : [];
  const [rows, counts] = await Promise.all([
    sql<PromotionRecord>(
      `select ${COLUMNS} from promotion where ${active} ${beyond} order by created_at desc, id desc limit ${limit}`,
      [isActive ?? null, ...place],
    ),
    sql<{ count: number }>(`select count(*)::integer as count from promotion where ${active}`, [isActive ?? null]),
  ]);
  return { rows, totalCount: counts[0]?.count ?? 0 };
};

/** The table of promotions, as staff keep it. */
export const makePromotions = (sql: Sql): Promotions => ({
  add: (promotion) => add(sql, promotion),
  find: async (id) => (await sql<PromotionRecord>(`select ${COLUMNS} from promotion where id = $1`, [id]))[0],
  change: (id, wanted) => change(sql, id, wanted),
  list: (isActive, limit, after) => list(sql, isActive, limit, after),
});
