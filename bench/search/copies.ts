import type { SourceProduct } from '@cardstock/catalog';
import pg from 'pg';

/** Each product comes again under these names, in sets and with numbers of their own. */
const WORDS = ['Echo', 'Mirror', 'Shade', 'Relic', 'Omen', 'Ember', 'Frost', 'Tide', 'Gale'];

export const tenfoldOf = (products: readonly SourceProduct[]): SourceProduct[] => [
  ...products,
  ...WORDS.flatMap((word) =>
    products.map(({ id, details }) => ({
      id: `${id}~${word}`,
      details: {
        ...details,
        name: `${details.name} ${word}`,
        set: details.set && `${details.set} ${word}`,
        number: details.number && `${details.number}${word.charAt(0)}`,
      },
    })),
  ),
];

const COPY_PRODUCTS = `
  insert into product (id, slug, kind, name, plain_name, game, set_name, number, rarity, types, text, artists, image_url, attributes,
    min_price, max_price, conditions, foilings, offers, created_position, search)
  select id || '~' || word, slug || '-' || lower(word), kind, name || ' ' || word, plain_name || ' ' || lower(word), game,
    set_name || ' ' || word, number || left(word, 1), rarity, types, text, artists, image_url, attributes,
    min_price, max_price, conditions, foilings, offers, created_position,
    search || setweight(to_tsvector('card', word), 'A') || setweight(to_tsvector('card', coalesce(number, '') || left(word, 1)), 'B')
  from product, unnest($1::text[]) as word`;
const COPY_VARIANTS = `
  insert into variant (sku, product_id, place, title, edition, foiling, condition, language, price_amount, price_currency, weight_grams)
  select sku || '-' || upper(word), product_id || '~' || word, place, title || ' ' || word, edition, foiling, condition, language,
    price_amount, price_currency, weight_grams
  from variant, unnest($1::text[]) as word`;
// What was counted before is not to be remembered.
const FORGET = `
  insert into projection_position as known (name, position) values ('catalog:rebuilds', 1)
  on conflict (name) do update set position = known.position + 1`;

/** Copies the rows of the read model: what an import of ten times as much would leave, without its hour. */
export const copyTenfold = async (databaseUrl: string): Promise<void> => {
  process.stdout.write('Copying the catalogue nine times …\n');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(COPY_PRODUCTS, [WORDS]);
  await client.query(COPY_VARIANTS, [WORDS]);
  await client.query(FORGET);
  await client.query('vacuum analyze');
  await client.end();
};
