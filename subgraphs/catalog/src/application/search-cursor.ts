import { createHash } from 'node:crypto';
import { badUserInput, decodeCursor, encodeCursor } from '@cardstock/service';
import type { Criteria, Place, ProductSort } from './read.ports.ts';

/** What a list is of, as far as its order depends on it. */
export interface ListOrder {
  readonly sort: ProductSort;
  readonly query?: string;
}

const MARK_LENGTH = 8;
const markOf = ({ sort, query = '' }: ListOrder): string =>
  createHash('sha256')
    .update(JSON.stringify([sort, query]))
    .digest('base64url')
    .slice(0, MARK_LENGTH);

const isText = (value: unknown): boolean => typeof value === 'string' && !value.includes('\u0000');

/** What the values of a place are, before the slug. */
const shapeOf = ({ sort, query }: ListOrder): readonly ((value: unknown) => boolean)[] => {
  if (sort === 'RELEVANCE' && query !== undefined) return [Number.isSafeInteger, isText];
  return sort === 'NAME' || sort === 'RELEVANCE' ? [isText] : [Number.isSafeInteger];
};

/** Without words to search for, nothing is more relevant than anything else. */
export const listOrder = (sort: ProductSort, { query }: Criteria): ListOrder =>
  query === undefined ? { sort: sort === 'RELEVANCE' ? 'NAME' : sort } : { sort, query };

export const cursorOf = (order: ListOrder, place: Place): string => encodeCursor([markOf(order), ...place]);

/** The place in a cursor of this very search and sort. Throws BAD_USER_INPUT that names the field. */
export const placeIn = (cursor: string, order: ListOrder, field: 'after' | 'before'): Place => {
  const shape = [...shapeOf(order), isText];
  const refusal = badUserInput({ field, message: 'is not a cursor that a list of this search and sort gave out' });
  let parts: Place;
  try {
    parts = decodeCursor(cursor, shape.length + 1);
  } catch {
    throw refusal; // the same for anything that is no cursor of this list, whatever is wrong with it
  }
  const [mark, ...place] = parts;
  if (mark !== markOf(order) || !shape.every((fits, index) => fits(place[index]))) throw refusal;
  return place;
};
