import { type Listener, listen, startLoop } from '@cardstock/messaging';
import type { Logger } from '@cardstock/service';
import { Repeater } from '@repeaterjs/repeater';
import type { Place, ReadAfter } from '../application/ports.ts';
import type { Feed } from '../application/receive-notifications.ts';
import type { Notification } from '../domain/notification.ts';

const CHANNEL = 'notification';
// NOTIFY wakes the feed; this is only for the case that one went missing.
const POLL_MS = 15_000;

interface FeedOptions {
  readonly databaseUrl: string;
  readonly readAfter: ReadAfter;
  readonly log: Logger;
}

interface Subscriber extends Place {
  position: number;
  /** Has not taken yet what it was given: it gets no more, so that a slow client costs no memory. */
  isBusy: boolean;
  give(notifications: readonly Notification[]): void;
}

const makeSubscriber = (
  place: Place,
  push: (item: Notification) => Promise<unknown>,
  onFree: () => void,
): Subscriber => {
  const subscriber: Subscriber = {
    ...place,
    isBusy: false,
    give: (notifications) => {
      const last = notifications.at(-1);
      if (!last) return;
      subscriber.position = last.position;
      subscriber.isBusy = true;
      // A push is settled once the client has taken it, or is gone: then nobody asks for this subscriber any more.
      void Promise.allSettled(notifications.map(push)).then(() => {
        subscriber.isBusy = false;
        onFree();
      });
    },
  };
  return subscriber;
};

/**
 * Streams of notifications, fed by one connection that listens and one query per change for all subscribers of this
 * process. Each reads on from its own position, so that nothing is lost or comes twice, whatever happens in between.
 */
export const startNotificationFeed = ({ databaseUrl, readAfter, log }: FeedOptions): { feed: Feed } & Listener => {
  const subscribers = new Set<Subscriber>();
  const round = async (): Promise<number> => {
    const waiting = [...subscribers].filter(({ isBusy }) => !isBusy);
    if (waiting.length === 0) return POLL_MS;
    const found = await readAfter(waiting);
    for (const [index, subscriber] of waiting.entries()) subscriber.give(found[index] ?? []);
    return POLL_MS;
  };
  const loop = startLoop({ name: 'notification feed', round, log });
  const listener = listen(databaseUrl, CHANNEL, () => loop.wake(), log);

  const feed: Feed = (userId, after) =>
    new Repeater<Notification>(async (push, stop) => {
      const subscriber = makeSubscriber({ userId, position: after }, push, loop.wake);
      subscribers.add(subscriber);
      loop.wake();
      await stop;
      subscribers.delete(subscriber);
    });
  return {
    feed,
    stop: async () => {
      await listener.stop();
      await loop.stop();
    },
  };
};
