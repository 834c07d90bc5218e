import type { Sql } from '@cardstock/messaging';
import type { ProductRow, UnlistedProductRow } from '../application/projection.ports.ts';

const SAVE = `
  insert into unlisted_product (id, slug, kind, name, game, set_name, number, rarity, types, text, artists, image_url, attributes,
                                version, status, category_ids)
  select id, slug, kind, name, game, set_name, number, rarity, types, text, artists, image_url, attributes, version, status, category_ids
  from jsonb_to_recordset($1::jsonb) as row (
    id text, slug text, kind text, name text, game text, set_name text, number text, rarity text, types text[], text text,
    artists text[], image_url text, attributes jsonb, version int, status text, category_ids text[])
  on conflict (id) do update set
    slug = excluded.slug, kind = excluded.kind, name = excluded.name, game = excluded.game, set_name = excluded.set_name,
    number = excluded.number, rarity = excluded.rarity, types = excluded.types, text = excluded.text, artists = excluded.artists,
    image_url = excluded.image_url, attributes = excluded.attributes, version = excluded.version, status = excluded.status,
    category_ids = excluded.category_ids`;

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/**
 * Each product is in one of two tables. What clients search and find is `product`; a draft cannot be forgotten in one of
 * its queries, because it is not there.
 */
export const saveListing = async (
  sql: Sql,
  listed: readonly ProductRow[],
  unlisted: readonly UnlistedProductRow[],
): Promise<void> => {
  if (listed.length > 0) await sql('delete from unlisted_product where id = any($1::text[])', [idsOf(listed)]);
  if (unlisted.length === 0) return;
  await sql('delete from product where id = any($1::text[])', [idsOf(unlisted)]);
  await sql(SAVE, [JSON.stringify(unlisted)]);
};
