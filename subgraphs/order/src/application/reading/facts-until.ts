import type { RecordedEvent } from './views.ts';

/**
 * What was recorded up to a moment: everything up to the last fact that bears an earlier time. Two machines' clocks may
 * differ, so that a fact may seem older than the one before it; a past without a gap is the only one there was.
 */
export const factsUntil = (events: readonly RecordedEvent[], moment: Date): readonly RecordedEvent[] =>
  events.slice(0, events.findLastIndex(({ event }) => event.at <= moment) + 1);
