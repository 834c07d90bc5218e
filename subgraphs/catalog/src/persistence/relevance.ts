import { parseSearchQuery } from '../domain/search-query.ts';
import { type Bind, tsquery } from './search-conditions.ts';

/**
 * How well products fit a search text, in steps: the collector number, the very name, the very set, names that begin
 * so, all words in the name, all words in name and printing, all words anywhere. Within a step it goes by name. Steps
 * can be read one after the other through indexes, where a score would have to be worked out for all that is found.
 */
export interface Relevance {
  /** The number of the step of a product that was found. */
  readonly step: string;
  /** The steps in parts that are each read at once: the condition, and its first and last step. */
  readonly parts: readonly RelevancePart[];
}

/** The products that have the words of a search text. */
export interface FoundWords {
  readonly found: string;
  /** The same, in a form that no index serves: for reading along another index. */
  readonly foundUnindexed: string;
}

export interface RelevancePart {
  readonly first: number;
  readonly last: number;
  readonly condition: string;
}

const LAST_CHARACTER = '\u{10FFFF}';
const BEGINNING = 3;
const NAMES = 4;
const HEADING = 5;
const ANYWHERE = 6;

const leadsOf = (text: string, bind: Bind): string[] => {
  const { whole, numbers } = parseSearchQuery(text);
  const name = bind(whole, 'text');
  const numbered = `upper(p.number) = any(${bind(numbers, 'text[]')})`;
  if (!whole) return [numbered];
  const end = bind(`${whole}${LAST_CHARACTER}`, 'text');
  return [
    numbered,
    `p.plain_name = ${name}`,
    `lower(p.set_name) = ${name}`,
    `(p.plain_name collate "C" >= ${name} and p.plain_name collate "C" < ${end})`,
  ];
};

const wordsOf = (query: string): FoundWords => ({
  found: `p.search @@ ${query}`,
  foundUnindexed: `ts_match_vq(p.search, ${query})`,
});

export const foundWords = (text: string, bind: Bind): FoundWords => wordsOf(tsquery(text, bind));

/** Names that begin so can be many, and are read along their index; the leads before that are few. */
const leadingParts = (leads: readonly string[], hasWords: string): RelevancePart[] => {
  const exact = leads.slice(0, BEGINNING);
  const beginning = leads[BEGINNING];
  const exactly = `(${exact.join(' or ')})`;
  return [
    { first: 0, last: exact.length - 1, condition: `${exactly} and ${hasWords}` },
    ...(beginning
      ? [
          {
            first: BEGINNING,
            last: BEGINNING,
            condition: `${beginning} and ${hasWords} and not coalesce(${exactly}, false)`,
          },
        ]
      : []),
  ];
};

export const relevanceOf = (text: string, bind: Bind): Relevance & FoundWords => {
  const query = tsquery(text, bind);
  const words = wordsOf(query);
  const leads = leadsOf(text, bind);
  const lead = `coalesce((${leads.join(' or ')}), false)`;
  const [names, heading] = [`ts_match_vq(p.names, ${query})`, `ts_match_vq(p.heading, ${query})`];
  const steps = [...leads.map((condition, step) => [condition, step]), [names, NAMES], [heading, HEADING]];
  return {
    ...words,
    step: `(case ${steps.map(([condition, step]) => `when ${condition} then ${step}`).join(' ')} else ${ANYWHERE} end)`,
    parts: [
      ...leadingParts(leads, words.foundUnindexed),
      { first: NAMES, last: NAMES, condition: `p.names @@ ${query} and not ${lead}` },
      { first: HEADING, last: HEADING, condition: `p.heading @@ ${query} and not ${names} and not ${lead}` },
      { first: ANYWHERE, last: ANYWHERE, condition: `${words.found} and not ${heading} and not ${lead}` },
    ],
  };
};
