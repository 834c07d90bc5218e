import type { SkuQuantity } from '@cardstock/contracts';
import type { Sql } from '@cardstock/messaging';
import type {
  CartClaim,
  Checkout,
  CheckoutQueries,
  QuoteUse,
  StoredQuote,
} from '../application/checkout/checkout-ports.ts';
import type { Promotion, PromotionProblem } from '../domain/pricing/promotion.ts';
import { readPromotions } from './promotion.repository.ts';

/** The row stays locked until the end of the transaction: whoever uses the same code sees this use, or that it is gone. */
const COUNT_USE = `update promotion set uses = uses + 1
  where id = $1 and (usage_limit is null or uses < usage_limit)
  returning usage_limit_per_customer as "limit"`;

const usePromotion =
  (sql: Sql): Checkout['usePromotion'] =>
  async ({ id, code }, { orderId, customerId, at }): Promise<PromotionProblem | undefined> => {
    const [counted] = await sql<{ limit: number | null }>(COUNT_USE, [id]);
    if (!counted) return 'USED_UP';
    if (counted.limit !== null) {
      const text = `select count(*)::integer as count from promotion_use
        where promotion_id = $1 and customer_id = $2 and given_back_at is null`;
      const [used] = await sql<{ count: number }>(text, [id, customerId]);
      if ((used?.count ?? 0) >= counted.limit) return 'USED_UP_BY_CUSTOMER';
    }
    await sql(
      `insert into promotion_use (promotion_id, order_id, code, customer_id, used_at) values ($1, $2, $3, $4, $5)`,
      [id, orderId, code, customerId, at],
    );
    return undefined;
  };

const useQuote =
  (sql: Sql): Checkout['useQuote'] =>
  async (quoteId, orderId, at): Promise<QuoteUse> => {
    const text = `update quote set order_id = $2 where id = $1 and order_id is null and valid_until > $3 returning id`;
    if ((await sql(text, [quoteId, orderId, at])).length > 0) return { isUsed: true };
    const used = await sql('select 1 from quote where id = $1 and order_id is not null', [quoteId]);
    return { isUsed: false, problem: used.length > 0 ? 'USED' : 'EXPIRED' };
  };

/** What an order writes besides itself, within its transaction. */
export const checkoutIn = (sql: Sql): Checkout => ({
  usePromotion: usePromotion(sql),
  useQuote: useQuote(sql),
  claimCart: async ({ life, sequence, lines }, orderId, at) => {
    const text = `insert into cart_order (cart_life, sequence, order_id, lines, ordered_at) values ($1, $2, $3, $4, $5)
      on conflict do nothing returning sequence`;
    return (await sql(text, [life, sequence, orderId, JSON.stringify(lines), at])).length > 0;
  },
});

const withDates = ({ validFrom, validTo, ...promotion }: Promotion): Promotion => ({
  ...promotion,
  validFrom: validFrom && new Date(validFrom),
  validTo: validTo && new Date(validTo),
});

const findQuote: (sql: Sql, id: string) => ReturnType<CheckoutQueries['findQuote']> = async (sql, id) => {
  type Row = { body: Omit<StoredQuote, 'validUntil'>; validUntil: Date; isUsed: boolean };
  const text = 'select body, valid_until as "validUntil", order_id is not null as "isUsed" from quote where id = $1';
  const [row] = await sql<Row>(text, [id]);
  if (!row) return undefined;
  const { body, ...rest } = row;
  return { ...body, ...rest, promotions: body.promotions.map(withDates) };
};

/** What the checkout reads, and the quotes it keeps. */
export const makeCheckoutQueries = (sql: Sql): CheckoutQueries => ({
  findPromotions: (codes) => readPromotions(sql, codes),
  saveQuote: async ({ validUntil, ...body }) => {
    const text = 'insert into quote (id, customer_id, body, valid_until) values ($1, $2, $3, $4)';
    await sql(text, [body.id, body.customerId, JSON.stringify(body), validUntil]);
  },
  findQuote: (id) => findQuote(sql, id),
  ordersFromCart: (life, after) =>
    sql<CartClaim & { lines: SkuQuantity[] }>(
      `select cart_life as life, sequence, lines from cart_order
       where cart_life = $1 and sequence > $2 and order_id is not null order by sequence`,
      [life, after],
    ),
  claimForMerge: async ({ life, sequence, lines }, into, at) => {
    await sql(
      `insert into cart_order (cart_life, sequence, merged_into, lines, ordered_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [life, sequence, into, JSON.stringify(lines), at],
    );
    const text = 'select 1 from cart_order where cart_life = $1 and sequence = $2 and merged_into = $3';
    return (await sql(text, [life, sequence, into])).length > 0;
  },
});

/** Forgets some of what nobody can use any more. Returns whether there may be more of it. */
export const purgeCheckout = async (
  sql: Sql,
  before: { quotes: Date; carts: Date },
  limit: number,
): Promise<boolean> => {
  const quotes = await sql(
    `delete from quote where id in (select id from quote where valid_until < $1 order by valid_until limit $2) returning id`,
    [before.quotes, limit],
  );
  const claims = await sql(
    `delete from cart_order where (cart_life, sequence) in
       (select cart_life, sequence from cart_order where ordered_at < $1 order by ordered_at limit $2) returning sequence`,
    [before.carts, limit],
  );
  return quotes.length === limit || claims.length === limit;
};
