import type { ProductDetails } from './product.ts';

/** What a product can be found by, in four weights: a name counts most, rules text least. All are letters and digits only. */
export interface SearchWords {
  readonly name: string;
  readonly printing: string;
  readonly kind: string;
  readonly text: string;
}

/** "Olé" is found by "ole". */
export const withoutAccents = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '');

/** Letters and digits with spaces between: "Dash I/O" is "Dash I O", however a text parser would take it. */
const spaced = (text: string): string =>
  withoutAccents(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A name as it is compared with what somebody typed. */
export const plainName = (text: string): string => spaced(text).toLowerCase();

/** The words of a name that have punctuation in them, as they are typed by who leaves it out: "hopalong", "10000". */
const joinedWords = (name: string): string[] =>
  name
    .split(/\s+/)
    .filter((word) => spaced(word).includes(' '))
    .map((word) => spaced(word).replaceAll(' ', ''));

/** "DYN172" is found by its number in the set alone, and by "DYN 172". */
const partsOfNumber = (number: string | null): string => number?.replace(/(\p{L})(\d+)$/u, '$1 $2') ?? '';

const PRINTING_ATTRIBUTES = ['color', 'finish'];
const KIND_ATTRIBUTES = ['typeLine', 'classes', 'talents', 'keywords'];

const wordsOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(wordsOf).join(' ');
  return typeof value === 'string' ? value : '';
};

const join = (...parts: readonly unknown[]): string => spaced(parts.map(wordsOf).join(' '));

export const searchWordsOf = ({
  name,
  set,
  number,
  rarity,
  types,
  text,
  artists,
  attributes,
}: ProductDetails): SearchWords => ({
  name: join(name, joinedWords(name)),
  printing: join(set, number, partsOfNumber(number), rarity, ...PRINTING_ATTRIBUTES.map((key) => attributes[key])),
  kind: join(types, ...KIND_ATTRIBUTES.map((key) => attributes[key])),
  text: join(text, artists),
});
