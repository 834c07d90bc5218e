import { MongoServerError } from 'mongodb';
import type { EventSequence, RecordedEvent, Stretch } from '../../application/write.ports.ts';
import type { ProductEvent } from '../../domain/product.ts';
import type { EventDocument } from './documents.ts';
import type { Mongo } from './mongo.ts';

const GRACE_MS = 5_000;
const DUPLICATE_KEY = 11_000;

interface SequenceOptions {
  readonly now?: () => number;
  /** How old the event after a gap must be before the gap is closed. */
  readonly graceMs?: number;
}

const toRecorded = ({ _id, productId, version, type, data, occurredAt, actor }: EventDocument): RecordedEvent => ({
  position: _id,
  productId,
  version,
  event: { type, ...data } as ProductEvent,
  occurredAt,
  actor,
});

/** Puts a stone on a position that nobody has written; whoever comes late with an event for it must take another position. */
const seal = async ({ events }: Mongo, position: number, at: Date): Promise<void> => {
  const stone = {
    productId: `gap:${position}`,
    version: 0,
    type: 'PositionSkipped',
    data: null,
    actor: 'system',
  } as const;
  try {
    await events.insertOne({ _id: position, ...stone, occurredAt: at });
  } catch (err) {
    if (!(err instanceof MongoServerError && err.code === DUPLICATE_KEY)) throw err;
  }
};

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
    for (let position = firstMissing; position < found._id; position += 1) await seal(mongo, position, new Date(now()));
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
