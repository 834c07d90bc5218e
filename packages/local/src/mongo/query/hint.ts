import { CommandError } from '../errors.ts';
import { keyOf } from '../index/key.ts';
import type { Collection } from '../storage/collection.ts';

const isNatural = (hint: unknown): boolean => keyOf(hint) === keyOf({ $natural: 1 });

/** Which index is walked changes no answer; one that is not there is an error. */
export const checkHint = (collection: Collection | undefined, hint: unknown): void => {
  if (!collection || hint === undefined || isNatural(hint)) return;
  const indexes = [...collection.indexes.values()];
  if (!indexes.some(({ spec }) => spec.name === hint || keyOf(spec.key) === keyOf(hint)))
    throw new CommandError(2, 'hint provided does not correspond to an existing index');
};
