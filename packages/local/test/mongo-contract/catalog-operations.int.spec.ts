import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Collection, MongoBulkWriteError } from 'mongodb';
import { startTestMongo, type TestMongo } from './mongo-database.ts';

interface EventDocument {
  readonly _id: number;
  readonly productId: string;
  readonly version: number;
  readonly type: string;
  readonly commandId?: string | undefined;
}
interface ProductDocument {
  readonly _id: string;
  readonly version: number;
  readonly fold?: number;
  readonly status: string;
  readonly categories: readonly string[];
}
interface ClaimDocument {
  readonly _id: string;
  readonly productId: string;
  readonly version: number;
  readonly attempt: string;
}

let mongo: TestMongo;
let events: Collection<EventDocument>;
let products: Collection<ProductDocument>;
let claims: Collection<ClaimDocument>;
beforeAll(async () => {
  mongo = await startTestMongo('catalog');
});
afterAll(() => mongo.stop());
beforeEach(async () => {
  await mongo.db.dropDatabase();
  events = mongo.db.collection('product_event');
  products = mongo.db.collection('product');
  claims = mongo.db.collection('name_claim');
  await events.createIndex({ productId: 1, version: 1 }, { unique: true, name: 'one_event_per_version' });
  await products.createIndex({ categories: 1 }, { name: 'products_of_category' });
});

const event = (_id: number, productId: string, version: number): EventDocument => ({
  _id,
  productId,
  version,
  type: 'ProductRevised',
});
const idsOf = (found: readonly { readonly _id: unknown }[]) => found.map(({ _id }) => _id);

/** Every kind of request that the catalogue makes, in the form in which it makes it. */
describe('the catalogue', () => {
  beforeEach(() =>
    events.insertMany([event(1, 'p', 1), event(2, 'q', 1), event(4, 'p', 2), event(5, 'p', 3)], { ordered: false }),
  );

  it('reads the sequence of events from a position on, and its end', async () => {
    const after = await events
      .find({ _id: { $gt: 1 } }, { limit: 2, batchSize: 2 })
      .sort({ _id: 1 })
      .toArray();
    expect(idsOf(after)).toEqual([2, 4]);
    const last = await events
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: -1 })
      .limit(1)
      .toArray();
    expect(last).toEqual([{ _id: 5 }]);
    const next = events
      .find({ _id: { $gt: 2 } }, { projection: { type: 1 } })
      .sort({ _id: 1 })
      .limit(1);
    expect(await next.toArray()).toEqual([{ _id: 4, type: 'ProductRevised' }]);
  });

  it('reads the stream of one product, and those of many in their order', async () => {
    const version = { $gt: 1, $lte: 3 };
    const own = await events
      .find({ productId: 'p', version }, { limit: 0 })
      .sort({ productId: 1, version: 1 })
      .toArray();
    expect(idsOf(own)).toEqual([4, 5]);
    const many = events
      .find({ productId: { $in: ['q', 'p'] } }, { batchSize: 1_000 })
      .sort({ productId: 1, version: 1 });
    expect(idsOf(await many.toArray())).toEqual([1, 4, 5, 2]);
  });

  it('finds out which of some versions are taken', async () => {
    const taken = await events
      .insertMany([event(6, 'p', 3), event(7, 'r', 1)], { ordered: false })
      .catch((err: unknown) => err);
    expect(taken).toBeInstanceOf(MongoBulkWriteError);
    expect([(taken as MongoBulkWriteError).writeErrors].flat()).toMatchObject([{ index: 0, code: 11000 }]);
    expect(
      await events.countDocuments({
        $or: [
          { productId: 'p', version: 3 },
          { productId: 'z', version: 1 },
        ],
      }),
    ).toBe(1);
    expect(await events.countDocuments({ productId: 'p' })).toBe(3);
  });

  it('finds what a command did, and leaves out a field that has no value', async () => {
    const lenient = mongo.client
      .db(mongo.db.databaseName, { ignoreUndefined: true })
      .collection<EventDocument>('product_event');
    await lenient.insertMany([
      { ...event(8, 's', 1), commandId: 'c' },
      { ...event(9, 's', 2), commandId: undefined },
    ]);
    expect(await lenient.findOne({ productId: 's', commandId: 'c' })).toMatchObject({ _id: 8 });
    expect(await lenient.findOne({ _id: 9 })).toEqual(event(9, 's', 2));
  });

  it('keeps the newer of two folds, in bulk, and reads those of its own code', async () => {
    const fold = (_id: string, version: number, revision: number) => ({
      replaceOne: {
        filter: { _id, $or: [{ version: { $lt: version } }, { fold: { $ne: revision } }] },
        replacement: { version, fold: revision, status: 'DRAFT', categories: ['c', 'd'] },
        upsert: true,
      },
    });
    await products.bulkWrite([fold('p', 2, 1), fold('q', 1, 1)], { ordered: false });
    const err = await products
      .bulkWrite([fold('p', 1, 1), fold('q', 1, 2)], { ordered: false })
      .catch((caught: unknown) => caught);
    expect([(err as MongoBulkWriteError).writeErrors].flat()).toMatchObject([{ index: 0, code: 11000 }]);
    const own = await products
      .find({ _id: { $in: ['p', 'q', 'r'] }, fold: 2 }, { projection: { version: 1 } })
      .toArray();
    expect(own).toEqual([{ _id: 'q', version: 1 }]);
    expect(await products.estimatedDocumentCount()).toBe(2);
    expect(await products.countDocuments({ categories: { $in: ['d', 'e'] }, status: { $ne: 'DELETED' } })).toBe(2);
    expect(await products.countDocuments({ categories: { $in: ['e'] }, status: { $ne: 'DELETED' } })).toBe(0);
  });

  it('takes over the claim that it saw, and gives back its own', async () => {
    const claim: ClaimDocument = { _id: 'slug:a', productId: 'p', version: 1, attempt: 'one' };
    await claims.insertMany([claim], { ordered: false });
    const { _id, productId, version } = claim;
    const takeOver = (attempt: string) =>
      claims.replaceOne({ _id, productId, version, attempt }, { ...claim, attempt: 'two' });
    expect([(await takeOver('one')).matchedCount, (await takeOver('one')).matchedCount]).toEqual([1, 0]);
    const release = (attempt: string) =>
      claims.bulkWrite([{ deleteOne: { filter: { _id, attempt } } }], { ordered: false });
    expect([(await release('one')).deletedCount, (await release('two')).deletedCount]).toEqual([0, 1]);
  });

  it('reserves positions, and seals one that nobody else has written', async () => {
    const counters = mongo.db.collection<{ _id: string; value: number }>('counter');
    const reserve = (count: number) =>
      counters.findOneAndUpdate(
        { _id: 'position' },
        { $inc: { value: count } },
        { upsert: true, returnDocument: 'after' },
      );
    expect([await reserve(3), await reserve(2)]).toEqual([
      { _id: 'position', value: 3 },
      { _id: 'position', value: 5 },
    ]);
    await events.insertOne(event(3, 'gap:3', 0));
    await expect(events.insertOne(event(3, 'late', 1))).rejects.toMatchObject({ code: 11000, keyValue: { _id: 3 } });
  });

  it('finds the last version of each product, and the last changes of a setting', async () => {
    const latest = await events
      .aggregate([
        { $match: { productId: { $in: ['p', 'q', 'z'] } } },
        { $sort: { productId: -1, version: -1 } },
        { $group: { _id: '$productId', version: { $first: '$version' } } },
      ])
      .toArray();
    expect(latest).toEqual(
      expect.arrayContaining([
        { _id: 'p', version: 3 },
        { _id: 'q', version: 1 },
      ]),
    );
    expect(latest).toHaveLength(2);
    const changes = mongo.db.collection('setting_change');
    await changes.createIndex({ document: 1, version: 1 }, { unique: true, name: 'one_change_per_version' });
    await changes.createIndex({ document: 1, subjects: 1, version: 1 }, { name: 'changes_of_subject' });
    await changes.createIndex({ commandId: 1 }, { sparse: true, name: 'changes_of_command' });
    await changes.insertMany([1, 2, 3].map((version) => ({ document: 'd', version, subjects: ['s', `s${version}`] })));
    await changes.insertOne({ document: 'd', version: 4, subjects: ['t'], commandId: 'c' });
    const ofSubject = { document: 'd', subjects: 's', version: { $gt: 1, $lte: 4 } };
    const found = await changes.find(ofSubject, { limit: 5 }).sort({ version: 1 }).toArray();
    expect(found.map(({ version }) => version)).toEqual([2, 3]);
    expect(await changes.countDocuments({ document: 'd', commandId: 'c' }, { limit: 1 })).toBe(1);
  });
});
