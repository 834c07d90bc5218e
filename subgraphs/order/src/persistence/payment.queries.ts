import type { Sql } from '@cardstock/messaging';
import type { CustomerPast, ReadCustomerPast } from '../application/payments/payment-ports.ts';

const MOST_ORDERS = 1_000;

/** What a customer ordered lately, from two indexes and at most so many orders. */
export const makeReadCustomerPast =
  (sql: Sql): ReadCustomerPast =>
  async ({ id, customerId }, since) => {
    const [past] = await sql<CustomerPast>(
      `with recent as (
         select id from order_summary where customer_id = $1 and placed_at >= $2 order by placed_at desc limit ${MOST_ORDERS})
       select count(*)::integer as orders, count(distinct event.data->'payment'->>'token')::integer as tokens,
         coalesce(array_agg(distinct event.data->'shippingAddress'->>'countryCode') filter (where recent.id <> $3), '{}')
           as countries
       from recent join order_event event on event.stream_id = recent.id and event.version = 1`,
      [customerId, since, id],
    );
    return past ?? { orders: 0, tokens: 0, countries: [] };
  };
