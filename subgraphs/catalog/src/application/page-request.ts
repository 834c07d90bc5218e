import { badUserInput, checkFirst } from '@cardstock/service';
import type { Place } from './read.ports.ts';
import { type ListOrder, placeIn } from './search-cursor.ts';

/** A page as Relay asks for it: `first` (and `after`) forwards, `last` (and `before`) backwards. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

export interface PageRequest {
  readonly size: number;
  readonly isBackward: boolean;
  readonly from?: Place;
}

const DEFAULT_SIZE = 20;
const MAX_SIZE = 100;

const checkLast = (last: number): number => {
  if (last >= 1 && last <= MAX_SIZE) return last;
  throw badUserInput({ field: 'last', message: `must be between 1 and ${MAX_SIZE}` });
};

const refuse = (field: string, message: string): never => {
  throw badUserInput({ field, message });
};

/** `last` goes before `first`, which has a default. Throws BAD_USER_INPUT. */
export const toPageRequest = ({ first, after, last, before }: PageArguments, order: ListOrder): PageRequest => {
  const isBackward = typeof last === 'number';
  const size = isBackward ? checkLast(last) : checkFirst(first ?? DEFAULT_SIZE);
  if (isBackward && typeof after === 'string') refuse('after', 'goes with `first`; the cursor of `last` is `before`');
  if (!isBackward && typeof before === 'string') refuse('before', 'goes with `last`');
  const [cursor, field] = isBackward ? [before, 'before' as const] : [after, 'after' as const];
  return { size, isBackward, ...(typeof cursor === 'string' ? { from: placeIn(cursor, order, field) } : {}) };
};
