import { hash } from 'node:crypto';
import type { Sql } from '@cardstock/messaging';
import type { CatalogReader, PriceRange, PriceView, ProductView, VariantView } from '../application/read.ports.ts';
import { readScheduledPrices } from './prices/scheduled-price.repository.ts';
import { storable } from './storable.ts';

const PRODUCT_COLUMNS = `
  p.id, p.slug, p.kind, p.name, p.game, p.set_name as "set", p.number, p.rarity, p.types, p.text, p.artists,
  p.image_url as "imageUrl", p.attributes, p.version, p.category_ids as "categoryIds"`;

/** The same of what a search finds: all of it is for sale. */
export const LISTED_COLUMNS = `${PRODUCT_COLUMNS}, 'PUBLISHED' as status`;

const productsWhere = (condition: string): string => `
  select ${LISTED_COLUMNS} from product p where ${condition}
  union all
  select ${PRODUCT_COLUMNS}, p.status from unlisted_product p where ${condition}`;

const VARIANT_COLUMNS = `
  v.sku, v.product_id as "productId", v.title, v.edition, v.foiling, v.condition, v.language,
  v.price_amount as "priceAmount", v.price_currency as "priceCurrency", v.weight_grams as "weightGrams",
  coalesce(u.status, 'PUBLISHED') as status, (listed.id is not null and not v.is_retired) as "isOnSale"`;

const VARIANTS = `
  select ${VARIANT_COLUMNS} from variant v
  left join product listed on listed.id = v.product_id left join unlisted_product u on u.id = v.product_id`;

/** Changes with what a lookup shows. */
export const LOOKUP_SHAPE = hash('sha256', PRODUCT_COLUMNS + VARIANTS, 'base64url').slice(0, 8);

const PRICES_IN_RANGES = `
  select range.place::int as place, point.amount, point.currency, point.changed_at as "changedAt"
  from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::int[]) with ordinality as range (sku, since, until, most, place)
  cross join lateral (
    select amount, currency, changed_at from price_point where sku = range.sku
      and changed_at >= coalesce(range.since, '-infinity') and changed_at <= coalesce(range.until, 'infinity')
    order by changed_at limit range.most) point
  order by range.place, point.changed_at`;

const pricesIn = async (sql: Sql, ranges: readonly PriceRange[]): Promise<PriceView[][]> => {
  const rows = await sql<PriceView & { place: number }>(PRICES_IN_RANGES, [
    ranges.map(({ sku }) => sku),
    ranges.map(({ from }) => from),
    ranges.map(({ to }) => to),
    ranges.map(({ limit }) => limit),
  ]);
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return ranges.map((_range, index) => byPlace.get(index + 1) ?? []);
};

export const makeCatalogReader = (sql: Sql): CatalogReader => ({
  productsByIds: (ids) => sql<ProductView>(productsWhere('p.id = any($1::text[])'), [storable(ids)]),
  productBySlug: async (slug) => {
    const found = await sql<ProductView>(productsWhere('p.slug = any($1::text[])'), [storable([slug])]);
    return found.find(({ status }) => status === 'PUBLISHED') ?? found[0];
  },
  variantsBySkus: (skus) => sql<VariantView>(`${VARIANTS} where v.sku = any($1::text[])`, [storable(skus)]),
  variantsOfProducts: (ids) =>
    sql<VariantView>(
      `${VARIANTS} where v.product_id = any($1::text[]) and not v.is_retired order by v.product_id, v.place, v.sku`,
      [storable(ids)],
    ),
  pricesIn: (ranges) => pricesIn(sql, ranges),
  scheduledPricesOf: (skus) => readScheduledPrices(sql, skus),
});
