import type { Sql } from '@cardstock/messaging';
import type { ReadModel, ReadModelRows } from '../application/projection.ports.ts';
import { saveListing } from './unlisted-product.repository.ts';

const SAVE_PRODUCTS = `
  insert into product (id, slug, kind, name, plain_name, game, set_name, number, rarity, types, text, artists, image_url, attributes,
                       min_price, max_price, conditions, foilings, offers, created_position, version, category_ids, search)
  select id, slug, kind, name, plain_name, game, set_name, number, rarity, types, text, artists, image_url, attributes,
         min_price, max_price, conditions, foilings, offers, created_position, version, category_ids,
         setweight(to_tsvector('card', words->>'name') || to_tsvector('simple', words->>'name'), 'A') ||
         setweight(to_tsvector('card', words->>'printing'), 'B') ||
         setweight(to_tsvector('card', words->>'kind'), 'C') ||
         setweight(to_tsvector('card', words->>'text'), 'D')
  from jsonb_to_recordset($1::jsonb) as row (
    id text, slug text, kind text, name text, plain_name text, game text, set_name text, number text, rarity text, types text[], text text,
    artists text[], image_url text, attributes jsonb, min_price int, max_price int, conditions text[], foilings text[], offers text[], created_position bigint, words jsonb,
    version int, category_ids text[])
  on conflict (id) do update set
    slug = excluded.slug, kind = excluded.kind, name = excluded.name, plain_name = excluded.plain_name, game = excluded.game, set_name = excluded.set_name,
    number = excluded.number, rarity = excluded.rarity, types = excluded.types, text = excluded.text, artists = excluded.artists,
    image_url = excluded.image_url, attributes = excluded.attributes, min_price = excluded.min_price, max_price = excluded.max_price,
    conditions = excluded.conditions, foilings = excluded.foilings, offers = excluded.offers, version = excluded.version,
    category_ids = excluded.category_ids, search = excluded.search`;

const VARIANT_ROWS = `jsonb_to_recordset($1::jsonb) as row (
    sku text, product_id text, place smallint, title text, edition text, foiling text, condition text, language text,
    price_amount int, price_currency text, weight_grams int, changed_at timestamptz,
    is_retired boolean)`;

const SAVE_PRICES = `
  insert into price_point (sku, changed_at, amount, currency)
  select sku, row.changed_at, row.price_amount, row.price_currency from ${VARIANT_ROWS} left join variant known using (sku)
  where known.sku is null or (known.price_amount, known.price_currency) <> (row.price_amount, row.price_currency)
  on conflict (sku, changed_at) do update set amount = excluded.amount, currency = excluded.currency`;

const SAVE_VARIANTS = `
  insert into variant (sku, product_id, place, title, edition, foiling, condition, language, price_amount, price_currency, weight_grams, is_retired)
  select sku, product_id, place, title, edition, foiling, condition, language, price_amount, price_currency, weight_grams, is_retired
  from ${VARIANT_ROWS}
  on conflict (sku) do update set
    product_id = excluded.product_id, place = excluded.place, title = excluded.title, edition = excluded.edition,
    foiling = excluded.foiling, condition = excluded.condition, language = excluded.language,
    price_amount = excluded.price_amount, price_currency = excluded.price_currency, weight_grams = excluded.weight_grams,
    is_retired = excluded.is_retired`;

const saveRows = async (sql: Sql, { products, unlisted, variants }: ReadModelRows): Promise<void> => {
  if (products.length + unlisted.length === 0) return;
  await saveListing(sql, products, unlisted);
  const variantRows = JSON.stringify(variants);
  if (products.length > 0) await sql(SAVE_PRODUCTS, [JSON.stringify(products)]);
  await sql(SAVE_PRICES, [variantRows]); // before the variants, which still have the old prices
  await sql(SAVE_VARIANTS, [variantRows]);
};

const PROJECTION = 'catalog';

const claimPosition = async (sql: Sql): Promise<number | undefined> => {
  const [row] = await sql<{ position: number }>(
    'select position::float8 as position from projection_position where name = $1 for update skip locked',
    [PROJECTION],
  );
  return row?.position;
};

/** The position as it is, whoever holds it. */
export const livePosition = async (sql: Sql): Promise<number> => {
  const [row] = await sql<{ position: number }>(
    'select position::float8 as position from projection_position where name = $1',
    [PROJECTION],
  );
  return row?.position ?? 0;
};

const savePosition = async (sql: Sql, position: number): Promise<void> => {
  await sql('update projection_position set position = $2 where name = $1', [PROJECTION, position]);
};

export const readModel: ReadModel = { claimPosition, savePosition, saveRows };
