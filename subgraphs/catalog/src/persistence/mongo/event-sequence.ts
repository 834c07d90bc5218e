import type { EventSequence, Stretch } from '../../application/write.ports.ts';
import type { EventDocument } from './documents.ts';
import type { Mongo } from './mongo.ts';
import { sealPosition } from './positions.ts';
import { toRecorded } from './recorded-event.ts';

const GRACE_MS = 5_000;

interface SequenceOptions {
  readonly now?: () => number;
  /** How old the event after a gap must be before the gap is closed. */
  readonly graceMs?: number;
}

/**
 * Reads the events of all products in the order of their positions, never past a gap.
 *
 * Writers reserve a range of positions and write it in bulk, so a later event can appear before an earlier one.
 * A reader that went on would never see the earlier one. It stops instead until the gap is filled; a gap that stays
 * (its writer died, or lost a race for a version) is sealed once the event behind it is older than the grace period.
 * The unique `_id` decides between the seal and a writer that comes late, so no event is ever passed over.
 */
export const makeEventSequence = (
  mongo: Mongo,
  { now = Date.now, graceMs = GRACE_MS }: SequenceOptions = {},
): EventSequence => {
  const sealBefore = async (found: EventDocument, firstMissing: number): Promise<void> => {
    if (found.occurredAt.getTime() > now() - graceMs) return;
    for (let position = firstMissing; position < found._id; position += 1)
      await sealPosition(mongo, position, new Date(now()));
  };
  const after = async (position: number, limit: number): Promise<Stretch> => {
    const found = await mongo.events
      .find({ _id: { $gt: position } }, { limit, batchSize: limit })
      .sort({ _id: 1 })
      .toArray();
    const gapAt = found.findIndex(({ _id }, index) => _id !== position + 1 + index);
    const behindGap = found[gapAt];
    if (behindGap) await sealBefore(behindGap, position + 1 + gapAt);
    const unbroken = gapAt < 0 ? found : found.slice(0, gapAt);
    return {
      events: unbroken.filter(({ type }) => type !== 'PositionSkipped').map(toRecorded),
      position: position + unbroken.length,
    };
  };
  const last = async (): Promise<number> => {
    const [latest] = await mongo.events
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: -1 })
      .limit(1)
      .toArray();
    return latest?._id ?? 0;
  };
  return { after, last };
};

/** When the event behind a position was recorded; undefined where there is none. */
export const recordedAfter = async ({ events }: Mongo, position: number): Promise<Date | undefined> => {
  const [next] = await events
    .find({ _id: { $gt: position } }, { projection: { occurredAt: 1 } })
    .sort({ _id: 1 })
    .limit(1)
    .toArray();
  return next?.occurredAt;
};
