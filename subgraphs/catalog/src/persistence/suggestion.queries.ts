import type { Sql } from '@cardstock/messaging';
import type { SuggestionView } from '../application/read.ports.ts';
import { plainName } from '../domain/search-words.ts';

const LAST_CHARACTER = '\u{10FFFF}';
const MOST_CANDIDATES = 400;

/** Goes from one name to the next through the index, however many printings each has. */
const NAMES_BEGINNING = `
  with recursive name (plain, shown, place) as (
    (select p.plain_name, p.name, 1 from product p
     where p.plain_name >= $1::text and p.plain_name < $2::text order by p.plain_name limit 1)
    union all
    select next.plain_name, next.name, name.place + 1 from name cross join lateral (
      select p.plain_name, p.name from product p
      where p.plain_name > name.plain and p.plain_name < $2::text order by p.plain_name limit 1) next
    where name.place < $3::int)
  select 'PRODUCT' as kind, shown as text from name`;

const SETS = `
  with recursive known (set_name) as (
    (select p.set_name from product p where p.set_name is not null order by p.set_name limit 1)
    union all
    select (select p.set_name from product p where p.set_name > known.set_name order by p.set_name limit 1)
    from known where known.set_name is not null)
  select 'SET' as kind, set_name as text from known
  where lower(set_name) like $1::text || '%' or lower(set_name) like '% ' || $1::text || '%'
  order by lower(set_name) not like $1::text || '%', set_name limit $2::int`;

/** Names with a word, not the first, that begins so. */
const NAMES_CONTAINING = `
  select 'PRODUCT' as kind, min(name) as text from (
    select p.name, p.plain_name from product p where p.names @@ (to_tsquery('simple', $1::text)) limit ${MOST_CANDIDATES}) found
  where not starts_with(plain_name, $2::text)
  group by plain_name order by length(plain_name), plain_name limit $3::int`;

/** Names and sets that begin so, then names with words that do. Only letters, digits and spaces of the prefix count. */
export const suggest = async (sql: Sql, prefix: string, limit: number): Promise<SuggestionView[]> => {
  const typed = plainName(prefix);
  if (!typed) return [];
  const words = typed
    .split(' ')
    .map((word) => `${word}:*`)
    .join(' & ');
  const [sets, beginning, containing] = await Promise.all([
    sql<SuggestionView>(SETS, [typed, limit]),
    sql<SuggestionView>(NAMES_BEGINNING, [typed, `${typed}${LAST_CHARACTER}`, limit]),
    sql<SuggestionView>(NAMES_CONTAINING, [words, typed, limit]),
  ]);
  const places = Math.min(sets.length, Math.max(1, Math.floor(limit / 3)));
  const names = [...beginning, ...containing].slice(0, limit - (limit > 1 ? places : 0));
  return [...names, ...sets].slice(0, limit);
};
