import type { Sql } from '@cardstock/messaging';
import { correctionsOf, type TypedWord } from '../domain/corrections.ts';
import { parseSearchQuery } from '../domain/search-query.ts';

const SHORTEST = 4;
const MOST_WORDS = 10;
const MOST_CORRECTIONS = 8;
/** Whoever excludes words, or wants some in their order, may well find nothing without a mistake. */
const SIGNS = /(^|\s)-|"/;
const LAST_CHARACTER = '\u{10FFFF}';

/**
 * Of each word whether something has it, and words like it: the nearest by common trigrams, and all of about its length
 * that begin as it does, for letters that changed places leave few trigrams in common. Only the last word may be unfinished.
 */
const SIMILAR = `
  select typed.word,
    exists (
        select from search_word known where known.word >= typed.word
          and known.word <= typed.word || (case when typed.is_last then $3::text else '' end))
      or exists (select from product p where p.search @@ plainto_tsquery('card', typed.word)) as "isKnown",
    array(
      (select known.word from search_word known where known.word % typed.word
       order by similarity(known.word, typed.word) desc, known.word limit 5)
      union
      (select known.word from search_word known
       where known.word >= left(typed.word, 1) and known.word < left(typed.word, 1) || $3::text
         and length(known.word) between length(typed.word) - 1 and length(typed.word) + 1)) as similar
  from unnest($1::text[], $2::boolean[]) as typed (word, is_last)`;

/** Texts that may have been meant where nothing has all the words, the most likely first. */
export const correct = async (sql: Sql, query: string): Promise<string[]> => {
  const words = parseSearchQuery(query).whole.split(' ').slice(0, MOST_WORDS);
  const long = words.filter((word) => word.length >= SHORTEST);
  if (long.length === 0) return [];
  const isLast = long.map((word) => word === words.at(-1));
  const rows = await sql<TypedWord>(SIMILAR, [long, isLast, LAST_CHARACTER]);
  const isPlain = !SIGNS.test(query);
  const byWord = new Map(rows.map((row) => [row.word, row.isKnown && !isPlain ? { ...row, similar: [] } : row]));
  return correctionsOf(
    words.map((word) => byWord.get(word) ?? { word, isKnown: true, similar: [] }),
    MOST_CORRECTIONS,
  );
};
