import type { HistoryPart, ReadHistories } from '../../application/products/read-history.ts';
import type { RecordedEvent } from '../../application/write.ports.ts';
import type { Mongo } from './mongo.ts';
import { toRecorded } from './recorded-event.ts';

/** As many as one answer may show: they come in one reply of the server. */
const BATCH = 10_000;

/** The versions of a product have no gaps, so a part of a history is a range of them, and no product gives more than is wanted. */
const isIn = ({ afterVersion, limit }: HistoryPart, version: number): boolean =>
  version > afterVersion && version <= afterVersion + limit;

/** Products of which the same part is wanted share a condition, so a list of any length is one `$in`. */
const conditionsFor = (parts: readonly HistoryPart[]): object[] => {
  const alike = Map.groupBy(parts, ({ afterVersion, limit }) => `${afterVersion}+${limit}`);
  return [...alike.values()].flatMap((same) => {
    const [part] = same;
    if (!part) return [];
    const version = { $gt: part.afterVersion, $lte: part.afterVersion + part.limit };
    return [{ productId: { $in: same.map(({ productId }) => productId) }, version }];
  });
};

const readEvents = async ({ events }: Mongo, parts: readonly HistoryPart[]): Promise<RecordedEvent[]> => {
  const found = events.find({ $or: conditionsFor(parts) }, { batchSize: BATCH }).sort({ productId: 1, version: 1 });
  return (await found.toArray()).map(toRecorded);
};

/** The version of the latest event of each product: MongoDB finds it with one step of the index per product. */
const countEvents = async ({ events }: Mongo, productIds: readonly string[]): Promise<Map<string, number>> => {
  const latest = events.aggregate<{ _id: string; version: number }>([
    { $match: { productId: { $in: productIds } } },
    { $sort: { productId: -1, version: -1 } },
    { $group: { _id: '$productId', version: { $first: '$version' } } },
  ]);
  return new Map((await latest.toArray()).map(({ _id, version }) => [_id, version]));
};

/** Two commands, however many histories are asked for. */
export const makeReadHistories =
  (mongo: Mongo): ReadHistories =>
  async (parts) => {
    const ids = [...new Set(parts.map(({ productId }) => productId))];
    const [events, counts] = await Promise.all([readEvents(mongo, parts), countEvents(mongo, ids)]);
    const byProduct = Map.groupBy(events, ({ productId }) => productId);
    return parts.map((part) => ({
      events: (byProduct.get(part.productId) ?? []).filter(({ version }) => isIn(part, version)),
      total: counts.get(part.productId) ?? 0,
    }));
  };
