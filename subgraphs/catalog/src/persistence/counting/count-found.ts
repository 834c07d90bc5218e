import type { Sql } from '@cardstock/messaging';
import type { FoundProducts } from '../../domain/facets/found-products.ts';
import { startStatement, tsquery } from '../search-conditions.ts';
import { countInIndex, fewOf, findInIndex, type Question } from './count-in-index.ts';
import type { Counting } from './count-in-tables.queries.ts';
import type { FacetGroups } from './facet-groups.queries.ts';
import type { FollowedIndex } from './followed-index.ts';
import { makeRememberCounts } from './remembered-counts.ts';
import { READ_STATE, type ReadModelState } from './state.queries.ts';
import type { Words } from './words.ts';

type Asked = Pick<Question, 'tsquery'> & Pick<ReadModelState, 'version' | 'database'>;

/** What is true now, and what PostgreSQL makes of the words, in one cheap statement. */
export const readAsked = async (lookups: Sql, { query }: Words): Promise<Asked> => {
  const { bind, values } = startStatement();
  const understood = query === undefined ? 'null' : `(${tsquery(query, bind)})::text`;
  const state = `select version, database, ${understood} as tsquery from (${READ_STATE}) state`;
  const [row] = await lookups<Asked>(state, values);
  if (!row) throw new Error('the read model has no position');
  return row;
};

interface CountOptions {
  readonly groups: FacetGroups;
  readonly index: FollowedIndex;
  readonly readAsked: (words: Words) => Promise<Asked>;
  readonly countInTables: (counting: Counting) => Promise<FoundProducts>;
}

/**
 * Counts what has the words, price and stock wanted, alike products together: in this process where its index is as new
 * as the tables, and in the tables otherwise. Stock is in the tables only, and changes all the time: what was counted by
 * it is not remembered.
 */
export const makeCountFound = ({ groups, index, ...ask }: CountOptions): ((words: Words) => Promise<FoundProducts>) => {
  const remember = makeRememberCounts();
  const countNow = async (words: Words, { version, tsquery: understood }: Asked): Promise<FoundProducts> => {
    const question = { words, tsquery: understood };
    const current = await index.at(version);
    const slots = current && findInIndex(current, question);
    if (!slots) return ask.countInTables({ words });
    const ids = fewOf(current, question, slots);
    return countInIndex(current, groups, { question, slots, ids }) ?? ask.countInTables({ words, ids });
  };
  return async (words) => {
    const asked = await ask.readAsked(words);
    groups.useDatabase(asked.database);
    if (words.inStock !== undefined) return countNow(words, asked);
    return remember(words, asked.version, () => countNow(words, asked));
  };
};
