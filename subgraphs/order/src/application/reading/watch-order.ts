import { isUuid } from '@cardstock/contracts';
import { badUserInput, decodeCursor, notFound, type Viewer } from '@cardstock/service';
import { Repeater } from '@repeaterjs/repeater';
import { isEnd } from '../../domain/order/order.ts';
import { maySee } from '../access.ts';
import type { OrderQueries, StatusFeed } from '../ports.ts';
import type { StatusChange } from './views.ts';

type Queries = Pick<OrderQueries, 'ordersByIds' | 'statusChanges'>;

const versionIn = (after: string | undefined): number => {
  if (after === undefined) return 0;
  const [version] = decodeCursor(after, 1);
  if (typeof version === 'number' && Number.isInteger(version) && version >= 0 && version < 2 ** 31) return version;
  throw badUserInput({ field: 'after', message: 'is not a cursor that this stream gave out' });
};

const follow = (feed: StatusFeed, orderId: string, after: number): AsyncIterable<StatusChange> =>
  new Repeater<StatusChange>(async (push, stop) => {
    const following = feed.follow(orderId, after, (change) => {
      // A rejected push means that the reader has gone; the stream is being closed already.
      push(change).then(undefined, () => undefined);
      if (isEnd(change.status)) stop();
    });
    await stop;
    following.stop();
  });

const nothingMore = async function* (): AsyncGenerator<StatusChange> {};

/**
 * Every change of status after a cursor, first those that happened, then each as it happens. Both come from the event
 * store by the same query, so that there is no seam between them. Ends after the last possible status.
 */
export const makeWatchOrder =
  (queries: Queries, feed: StatusFeed) =>
  async (
    viewer: Viewer,
    request: { orderId: string; after?: string | undefined },
  ): Promise<AsyncIterable<StatusChange>> => {
    const orderId = request.orderId.toLowerCase();
    const [order] = isUuid(orderId) ? await queries.ordersByIds([orderId]) : [];
    if (!order || !maySee(viewer, order.customerId)) throw notFound('order');
    const after = versionIn(request.after);
    const isOver = isEnd(order.status) && (await queries.statusChanges([{ orderId, after }])).length === 0;
    return isOver ? nothingMore() : follow(feed, orderId, after);
  };
