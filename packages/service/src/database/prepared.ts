import type pg from 'pg';

const MOST_STATEMENTS = 500;

/** The names of texts that are sent again and again. Texts are part of the program, so there are not many. */
const names = new Map<string, string>();

/**
 * Has PostgreSQL parse and plan a text once per connection instead of every time. For statements of the writing paths,
 * whose plans do not depend on their values; a search does better with a plan for the words it looks for.
 */
export const prepare = (text: string): void => {
  if (!names.has(text) && names.size < MOST_STATEMENTS) names.set(text, `s${names.size}`);
};

type Query = (text: unknown, ...rest: unknown[]) => unknown;

/** Has the connections of a pool send prepared texts under their names. */
export const sendByName = (pool: pg.Pool): void => {
  pool.on('connect', (client) => {
    const query: Query = (...args) => Reflect.apply(Object.getPrototypeOf(client).query, client, args);
    const named: Query = (text, values, ...rest) => {
      const name = typeof text === 'string' && Array.isArray(values) ? names.get(text) : undefined;
      return name === undefined ? query(text, values, ...rest) : query({ name, text, values }, ...rest);
    };
    client.query = named as typeof client.query;
  });
};
