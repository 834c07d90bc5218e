import type { Sql } from '@cardstock/messaging';
import { parseSearchQuery } from '../domain/search-query.ts';

const SHORTEST = 4;
const MOST_WORDS = 10;
const LAST_CHARACTER = '\u{10FFFF}';

/** The nearest known word for each that nothing is known of: neither as a word, nor as the beginning of one. */
const NEAREST = `
  select typed.word, (
    select known.word from search_word known where known.word % typed.word
    order by similarity(known.word, typed.word) desc, abs(length(known.word) - length(typed.word)), known.word limit 1) as nearest
  from unnest($1::text[]) as typed (word)
  where not exists (
      select from search_word known where known.word >= typed.word and known.word < typed.word || $2::text)
    and not exists (select from product p where p.search @@ plainto_tsquery('card', typed.word))`;

/** The query with its unknown words replaced by similar ones; undefined where there is nothing to replace. */
export const correct = async (sql: Sql, query: string): Promise<string | undefined> => {
  const words = parseSearchQuery(query).whole.split(' ').slice(0, MOST_WORDS);
  const long = words.filter((word) => word.length >= SHORTEST);
  if (long.length === 0) return undefined;
  const rows = await sql<{ word: string; nearest: string | null }>(NEAREST, [long, LAST_CHARACTER]);
  const nearest = new Map(rows.flatMap(({ word, nearest: known }) => (known === null ? [] : [[word, known] as const])));
  return nearest.size === 0 ? undefined : words.map((word) => nearest.get(word) ?? word).join(' ');
};
