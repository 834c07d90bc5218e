import { plainName, withoutAccents } from './search-words.ts';

/** A search as typed: what is complete, and the last word, which may still be growing. */
export interface SearchQuery {
  /** In the syntax of web search engines: words, "phrases", or, -not. */
  readonly complete: string;
  /** Letters and digits only; empty where the last word is not to be taken as a beginning. */
  readonly prefix: string;
  /** The whole text, for names that are exactly that, or begin so. */
  readonly whole: string;
  /** Upper-case words that could be collector numbers. */
  readonly numbers: readonly string[];
}

const LAST_WORD = /^(?<complete>.*?)(?<prefix>[\p{L}\p{N}]+)$/su;
/** Punctuation inside of a word parts it, as it parts the words that are searched. */
const INSIDE_WORD = /(?<=[\p{L}\p{N}])[^\p{L}\p{N}\s]+(?=[\p{L}\p{N}])/gu;
const COLLECTOR_NUMBER = /^(?=.*\d)[A-Z0-9]{3,10}$/;

const hasOpenQuote = (text: string): boolean => text.split('"').length % 2 === 0;
const isExcluded = (before: string): boolean => /(^|\s)-$/.test(before);
const isAlternative = (before: string): boolean => /\bor\s*$/i.test(before);

export const parseSearchQuery = (typed: string): SearchQuery => {
  const text = withoutAccents(typed).replace(INSIDE_WORD, ' ').trim();
  const { complete = '', prefix = '' } = LAST_WORD.exec(text)?.groups ?? {};
  const canGrow = prefix !== '' && !hasOpenQuote(complete) && !isExcluded(complete) && !isAlternative(complete);
  const numbers = text
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => COLLECTOR_NUMBER.test(word));
  return { complete: canGrow ? complete : text, prefix: canGrow ? prefix : '', whole: plainName(typed), numbers };
};
