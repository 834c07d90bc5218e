import { type Listener, type Loop, listen, startLoop } from '@cardstock/messaging';
import type { Logger } from '@cardstock/service';
import type { OrderQueries, StatusFeed } from '../application/ports.ts';
import type { StatusChange } from '../application/reading/views.ts';

/** Without a wake-up the event store is looked at this often: one that was lost costs so much time and no event. */
const REST_MS = 2_000;

interface Follower {
  readonly orderId: string;
  after: number;
  readonly onChange: (change: StatusChange) => void;
}

interface FeedOptions {
  readonly databaseUrl: string;
  readonly queries: Pick<OrderQueries, 'statusChanges'>;
  readonly log: Logger;
}

export interface RunningFeed extends StatusFeed {
  stop(): Promise<void>;
}

/** Per order the lowest version that one of its followers has. */
const positionsOf = (followers: Iterable<Follower>): { orderId: string; after: number }[] => {
  const lowest = new Map<string, number>();
  for (const { orderId, after } of followers) lowest.set(orderId, Math.min(after, lowest.get(orderId) ?? after));
  return [...lowest].map(([orderId, after]) => ({ orderId, after }));
};

const tell = (follower: Follower, changes: readonly StatusChange[]): void => {
  for (const change of changes) {
    if (change.version <= follower.after) continue;
    follower.after = change.version;
    follower.onChange(change);
  }
};

/**
 * The live end of the event store: one LISTEN and one query per wake-up for everybody who follows an order here.
 * The writers of an order take turns, so its versions appear in order, and reading after a version misses none.
 */
export const startStatusFeed = ({ databaseUrl, queries, log }: FeedOptions): RunningFeed => {
  const followers = new Set<Follower>();
  const round = async (): Promise<number> => {
    if (followers.size === 0) return REST_MS;
    const changes = Map.groupBy(await queries.statusChanges(positionsOf(followers)), ({ orderId }) => orderId);
    for (const follower of [...followers]) tell(follower, changes.get(follower.orderId) ?? []);
    return REST_MS;
  };
  const loop: Loop = startLoop({ name: 'status feed', round, log });
  const listener: Listener = listen(databaseUrl, 'order_event', loop.wake, log);
  return {
    follow: (orderId, after, onChange) => {
      const follower: Follower = { orderId, after, onChange };
      followers.add(follower);
      loop.wake();
      return { stop: () => void followers.delete(follower) };
    },
    stop: async () => {
      await listener.stop();
      await loop.stop();
    },
  };
};
