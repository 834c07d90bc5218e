import { isDuplicateKey } from './duplicate-key.ts';
import type { Mongo } from './mongo.ts';

const POSITIONS = 'product_event.position';

/** Reserves as many positions in a row and returns the first. */
export const reservePositions = async ({ counters }: Mongo, count: number): Promise<number> => {
  const after = await counters.findOneAndUpdate(
    { _id: POSITIONS },
    { $inc: { value: count } },
    { upsert: true, returnDocument: 'after' },
  );
  if (!after) throw new Error('the counter of positions is gone');
  return after.value - count + 1;
};

/** Puts a stone on a position that nobody has written; whoever comes late with an event for it must take another position. */
export const sealPosition = async ({ events }: Mongo, position: number, at: Date): Promise<void> => {
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
    if (!isDuplicateKey(err)) throw err; // somebody was faster: it is no gap any more
  }
};
