import type pg from 'pg';

const MOST_STATEMENTS = 500;

/** The names of texts that are sent again and again. Texts are part of the program, so there are not many. */
const names = new Map<string, string>();

/**
 * The name under which PostgreSQL keeps a text that it has parsed and planned, once per connection instead of every
 * time. For statements of the writing paths, whose plans do not depend on their values; a search does better with a
 * plan for the words it looks for. Undefined where there are too many already.
 */
const nameOf = (text: string): string | undefined => {
  if (!names.has(text) && names.size < MOST_STATEMENTS) names.set(text, `s${names.size}`);
  return names.get(text);
};

/** A statement under the name of its text. */
export const preparedQuery = (text: string, values: readonly unknown[]): pg.QueryConfig => {
  const name = nameOf(text);
  return { text, values: [...values], ...(name === undefined ? {} : { name }) };
};
