import type { ProductDetails } from './product.ts';

/** What a product can be found by, in four weights: a name counts most, rules text least. */
export interface SearchWords {
  readonly name: string;
  readonly printing: string;
  readonly kind: string;
  readonly text: string;
}

/** "Olé" is found by "ole". */
export const withoutAccents = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '');

const PRINTING_ATTRIBUTES = ['color', 'finish'];
const KIND_ATTRIBUTES = ['typeLine', 'classes', 'talents', 'keywords'];

const wordsOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(wordsOf).join(' ');
  return typeof value === 'string' ? value : '';
};

const join = (...parts: readonly unknown[]): string => withoutAccents(parts.map(wordsOf).filter(Boolean).join(' '));

export const searchWordsOf = ({
  name,
  set,
  number,
  types,
  text,
  artists,
  attributes,
}: ProductDetails): SearchWords => ({
  name: join(name),
  printing: join(set, number, ...PRINTING_ATTRIBUTES.map((key) => attributes[key])),
  kind: join(types, ...KIND_ATTRIBUTES.map((key) => attributes[key])),
  text: join(text, artists),
});
