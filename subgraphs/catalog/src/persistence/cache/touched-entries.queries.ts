import type { EntryName, FindTouched } from '../../application/cache.ports.ts';

// A SKU can come to another product, and a slug to another one, too: what shows them before and after is named.
const TOUCHED = `
  with touched as (
    select unnest($1::text[]) as id union select product_id from variant where sku = any($2::text[]))
  select 'product:' || id as name from touched
  union all select 'variants:' || id from touched
  union all select 'slug:' || slug from product where id in (select id from touched)
  union all select 'slug:' || slug from unlisted_product where id in (select id from touched)
  union all select 'variant:' || sku from variant where product_id in (select id from touched)`;

export const findTouched: FindTouched = async (sql, { products, unlisted, variants }) => {
  const changed = [...products, ...unlisted];
  const skus = variants.map(({ sku }) => sku);
  const known = await sql<{ name: EntryName }>(TOUCHED, [changed.map(({ id }) => id), skus]);
  const slugs = changed.map(({ slug }): EntryName => `slug:${slug}`);
  return [...new Set([...known.map(({ name }) => name), ...slugs, ...skus.map((sku): EntryName => `variant:${sku}`)])];
};
