import type { EditRefusal } from './edit.ts';
import type { CountRefusal } from './stock-count.ts';

/** A refusal of an edit of a level, for people. */
export const wordsFor = (refusal: EditRefusal | CountRefusal): string => {
  switch (refusal.code) {
    case 'STOCK_VERSION_STALE':
      return `The level is at version ${refusal.level.version} by now, not ${refusal.expectedVersion}.`;
    case 'STOCK_NEGATIVE':
      return `There are ${refusal.onHand} pieces, of which orders hold ${refusal.reserved}.`;
    case 'STOCK_TOO_LARGE':
      return `There are ${refusal.onHand} pieces, and a level has ${refusal.most} at the most.`;
    case 'STOCK_COUNT_BELOW_RESERVED':
      return `Orders hold ${refusal.level.reserved} pieces there, more than the ${refusal.counted} that were counted.`;
  }
};
