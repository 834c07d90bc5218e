import { byHandAt } from './by-hand.ts';
import { type Moment, movesAt } from './moves.ts';
import { waitsAt } from './waits.ts';

/** Everything that can happen to a saga at a moment. */
export const allMovesAt = (moment: Moment) => ({
  ...movesAt(moment),
  ...waitsAt(moment),
  ...byHandAt(moment),
  ...moment,
});
export type Moves = ReturnType<typeof allMovesAt>;
