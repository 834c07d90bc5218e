import {
  type NewEvent,
  type ProductEvents,
  type RecordedEvent,
  type StreamRange,
  VersionConflict,
} from '../../application/write.ports.ts';
import { evolve } from '../../domain/product/evolve.ts';
import type { Product } from '../../domain/product/state.ts';
import { duplicatesIn } from './duplicate-key.ts';
import type { Mongo } from './mongo.ts';
import { reservePositions, sealPosition } from './positions.ts';
import { toDocument, toEvent, toRecorded } from './recorded-event.ts';

/**
 * Inserts what can be inserted and returns the events that met a duplicate key. Their positions are sealed at once: who
 * reads the sequence would wait for them as for those of a writer that died.
 */
const insert = async (mongo: Mongo, events: readonly NewEvent[]): Promise<NewEvent[]> => {
  const first = await reservePositions(mongo, events.length);
  try {
    await mongo.events.insertMany(
      events.map((event, offset) => toDocument(event, first + offset)),
      { ordered: false },
    );
    return [];
  } catch (err) {
    const places = duplicatesIn(err);
    const at = events[0]?.occurredAt ?? new Date(0);
    await Promise.all(places.map((place) => sealPosition(mongo, first + place, at)));
    return places.flatMap((place) => events[place] ?? []);
  }
};

const alreadyThere = async ({ events }: Mongo, refused: readonly NewEvent[]): Promise<boolean> => {
  const versions = refused.map(({ productId, version }) => ({ productId, version }));
  return (await events.countDocuments({ $or: versions })) > 0;
};

/** Appends in bulk. An event is refused because its version is taken, or because a reader sealed its position; then it gets another. */
const append = async (mongo: Mongo, events: readonly NewEvent[]): Promise<void> => {
  if (events.length === 0) return;
  const refused = await insert(mongo, events);
  if (refused.length === 0) return;
  if (await alreadyThere(mongo, refused))
    throw new VersionConflict(`${refused.length} products were changed meanwhile`);
  await append(mongo, refused);
};

const load = async ({ events }: Mongo, ids: readonly string[]): Promise<Map<string, Product>> => {
  const found = events.find({ productId: { $in: [...ids] } }, { batchSize: 1_000 }).sort({ productId: 1, version: 1 });
  const products = new Map<string, Product>();
  for await (const { productId, version, type, data } of found) {
    const product = evolve(products.get(productId), toEvent({ type, data }), version);
    if (product) products.set(productId, product);
  }
  return products;
};

const versionsOf = async ({ events }: Mongo, ids: readonly string[]): Promise<Map<string, number>> => {
  if (ids.length === 0) return new Map();
  const found = events
    .find({ productId: { $in: [...ids] } }, { projection: { _id: 0, productId: 1, version: 1 } })
    .sort({ productId: 1, version: 1 });
  return new Map((await found.toArray()).map(({ productId, version }) => [productId, version]));
};

const read = async (
  { events }: Mongo,
  productId: string,
  { afterVersion = 0, upToVersion, limit = 0 }: StreamRange = {},
): Promise<RecordedEvent[]> => {
  const version = { $gt: afterVersion, ...(upToVersion === undefined ? {} : { $lte: upToVersion }) };
  const found = events.find({ productId, version }, { limit }).sort({ productId: 1, version: 1 });
  return (await found.toArray()).map(toRecorded);
};

const ofCommand = async (
  { events }: Mongo,
  productId: string,
  commandId: string,
): Promise<RecordedEvent | undefined> => {
  const found = await events.findOne({ productId, commandId });
  return found ? toRecorded(found) : undefined;
};

export const makeProductEvents = (mongo: Mongo): ProductEvents => ({
  load: (ids) => load(mongo, ids),
  versionsOf: (ids) => versionsOf(mongo, ids),
  append: (events) => append(mongo, events),
  read: (productId, range) => read(mongo, productId, range),
  ofCommand: (productId, commandId) => ofCommand(mongo, productId, commandId),
});
