import { MongoBulkWriteError } from 'mongodb';
import { type NewEvent, type ProductEvents, VersionConflict } from '../../application/write.ports.ts';
import { evolve, type Product, type ProductEvent } from '../../domain/product.ts';
import type { EventDocument } from './documents.ts';
import type { Mongo } from './mongo.ts';

const POSITIONS = 'product_event.position';
const DUPLICATE_KEY = 11_000;

/** Reserves as many positions in a row and returns the first. */
const reserve = async ({ counters }: Mongo, count: number): Promise<number> => {
  const after = await counters.findOneAndUpdate(
    { _id: POSITIONS },
    { $inc: { value: count } },
    { upsert: true, returnDocument: 'after' },
  );
  if (!after) throw new Error('the counter of positions is gone');
  return after.value - count + 1;
};

const toDocument = ({ productId, version, event, occurredAt, actor }: NewEvent, position: number): EventDocument => {
  const { type, ...data } = event;
  return { _id: position, productId, version, type, data, occurredAt, actor };
};

/** Inserts what can be inserted and returns the events that met a duplicate key. */
const insert = async (mongo: Mongo, events: readonly NewEvent[]): Promise<NewEvent[]> => {
  const first = await reserve(mongo, events.length);
  try {
    await mongo.events.insertMany(
      events.map((event, offset) => toDocument(event, first + offset)),
      { ordered: false },
    );
    return [];
  } catch (err) {
    if (!(err instanceof MongoBulkWriteError)) throw err;
    const failures = [err.writeErrors].flat();
    if (failures.some(({ code }) => code !== DUPLICATE_KEY)) throw err;
    return failures.flatMap(({ index }) => events[index] ?? []);
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
  for await (const { productId, type, data } of found) {
    products.set(productId, evolve(products.get(productId), { type, ...data } as ProductEvent));
  }
  return products;
};

export const makeProductEvents = (mongo: Mongo): ProductEvents => ({
  load: (ids) => load(mongo, ids),
  append: (events) => append(mongo, events),
});
