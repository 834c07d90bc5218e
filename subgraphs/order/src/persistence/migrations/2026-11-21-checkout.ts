import { Migration } from '@mikro-orm/migrations';

// Done by the database itself with the fact that ends an order, so that no writer of facts can forget it; once per order.
const GIVE_BACK = `create function give_back_promotions() returns trigger language plpgsql as $$
   begin
     with given_back as (
       update promotion_use set given_back_at = new.recorded_at
       where order_id = new.stream_id and given_back_at is null returning promotion_id)
     update promotion set uses = uses - 1 where id in (select promotion_id from given_back);
     return null;
   end $$`;

/** Promotions that were used more often than allowed, or whose count is not what their uses say. Empty, always. */
const BREACH = `create view promotion_breach as
   select promotion.id, code, uses, usage_limit, used.orders
   from promotion, lateral (select count(*) as orders from promotion_use
     where promotion_id = promotion.id and given_back_at is null) as used
   where uses > usage_limit or uses <> used.orders`;

const CHECKOUT_TABLES: readonly string[] = [
  `create table promotion (
     id uuid primary key,
     code text not null check (code = upper(code)),
     kind text not null check (kind in ('PERCENT', 'FIXED', 'FREE_SHIPPING')),
     value integer not null check (value >= 0),
     min_subtotal integer not null default 0 check (min_subtotal >= 0),
     valid_from timestamptz,
     valid_to timestamptz,
     usage_limit integer check (usage_limit > 0),
     usage_limit_per_customer integer check (usage_limit_per_customer > 0),
     is_active boolean not null default true,
     uses integer not null default 0 check (uses >= 0),
     created_at timestamptz not null,
     -- Never used more often than allowed, whoever writes.
     check (usage_limit is null or uses <= usage_limit)
   )`,
  `create unique index promotion_code on promotion (code)`,
  `create index promotion_newest on promotion (created_at desc, id desc)`,
  `create table promotion_use (
     order_id uuid not null,
     promotion_id uuid not null references promotion (id),
     code text not null,
     customer_id uuid not null,
     used_at timestamptz not null,
     given_back_at timestamptz,
     primary key (order_id, promotion_id)
   )`,
  `create index promotion_use_customer on promotion_use (promotion_id, customer_id) where given_back_at is null`,
  BREACH,
  GIVE_BACK,
  `create trigger order_event_gives_back_promotions after insert on order_event for each row
     when (new.type in ('OrderRejected', 'OrderCancelled')) execute function give_back_promotions()`,
  `create table quote (
     id uuid primary key,
     customer_id uuid,
     body jsonb not null,
     valid_until timestamptz not null,
     order_id uuid
   )`,
  `create index quote_valid_until on quote (valid_until)`,
  // What was taken out of a life of a cart, one after the other, by an order or by the cart that a guest's was merged into:
  // two that take the same pieces stop each other here.
  `create table cart_order (
     cart_life uuid not null,
     sequence integer not null check (sequence > 0),
     order_id uuid,
     merged_into uuid,
     lines jsonb not null,
     ordered_at timestamptz not null,
     primary key (cart_life, sequence),
     check (num_nonnulls(order_id, merged_into) = 1)
   )`,
  `create index cart_order_ordered_at on cart_order (ordered_at)`,
];

export class CreateCheckout extends Migration {
  override up(): void {
    for (const statement of CHECKOUT_TABLES) this.addSql(statement);
  }
}
