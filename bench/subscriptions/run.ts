import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '@cardstock/testing';
import { type Child, startChild } from './child.ts';
import type { Federation } from './federation.ts';
import type { Received, Subscriber } from './subscribers.main.ts';

export interface Profile {
  readonly name: string;
  readonly subscribers: number;
  /** One viewer is not logged in at all. */
  readonly viewers: number;
  readonly cards: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
}

interface Memory {
  readonly rss: number;
  readonly used: number;
}

export interface Run extends Received {
  readonly profile: Profile;
  readonly connectSeconds: number;
  readonly upstreams: number;
  readonly bytesPerSubscriber: Memory;
  /** Of one core, while events were published. */
  readonly cpuShare: number;
  readonly cpuSeconds: number;
}

const CLIENT_PROCESSES = 2;
const ARRIVED_WITHIN_MS = 15_000;

const skuOf = (index: number): string => `card-${index}`;

const subscribersOf = async (
  { subscribers, viewers, cards }: Profile,
  { tokenOf }: Federation,
): Promise<Subscriber[]> => {
  const tokens =
    viewers === 1 ? [] : await Promise.all(Array.from({ length: viewers }, (_, index) => tokenOf(`u${index}`)));
  return Array.from({ length: subscribers }, (_, index) => ({
    sku: skuOf(index % cards),
    token: tokens[index % Math.max(1, tokens.length)],
  }));
};

const total = async (clients: readonly Child[]): Promise<number> =>
  (await Promise.all(clients.map((client) => client.call<number>('count')))).reduce((sum, count) => sum + count, 0);

const arrived = (clients: readonly Child[], expected: number): Promise<void> =>
  eventually(
    async () => {
      const count = await total(clients);
      if (count < expected) throw new Error(`${count} of ${expected} deliveries have come`);
    },
    { withinMs: ARRIVED_WITHIN_MS, everyMs: 100 },
  );

/** Publishes at a steady rate, to one card after the other; late ones are not put off. */
const publish = async ({ cards, eventsPerSecond, seconds }: Profile, federation: Federation): Promise<number> => {
  const events = Math.round(eventsPerSecond * seconds);
  const startedAt = performance.now();
  for (let event = 0; event < events; event += 1) {
    await wait(Math.max(0, startedAt + (event * 1_000) / eventsPerSecond - performance.now()));
    await federation.publish([skuOf(event % cards)]);
  }
  return events;
};

const upstreamsOf = async (port: number): Promise<number> => {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^gateway_upstream_subscriptions(?:\{.*\})? (\d+)/m.exec(metrics)?.[1] ?? Number.NaN);
};

const receivedBy = async (clients: readonly Child[]): Promise<Received> => {
  const parts = await Promise.all(clients.map((client) => client.call<Received>('received')));
  const sum = (of: (part: Received) => number): number => parts.reduce((so_far, part) => so_far + of(part), 0);
  return {
    deliveries: sum(({ deliveries }) => deliveries),
    lost: sum(({ lost }) => lost),
    duplicated: sum(({ duplicated }) => duplicated),
    flawed: sum(({ flawed }) => flawed),
    latencies: parts.flatMap(({ latencies }) => latencies),
  };
};

/** Runs one profile on a gateway of its own. What is missing in the end counts as lost. */
export const measure = async (federation: Federation, profile: Profile): Promise<Run> => {
  await federation.clear();
  const gateway = await federation.startGateway();
  const clients = Array.from({ length: CLIENT_PROCESSES }, () => startChild('./subscribers.main.ts'));
  try {
    const subscribers = await subscribersOf(profile, federation);
    const url = `ws://127.0.0.1:${gateway.port}/graphql`;
    const memory = () => gateway.process.call<Memory>('memory');
    const cpu = () => gateway.process.call<number>('cpuSeconds');
    const before = await memory();
    const startedAt = performance.now();
    await Promise.all(
      clients.map((client, part) =>
        client.call('subscribe', {
          url,
          subscribers: subscribers.filter((_, index) => index % clients.length === part),
        }),
      ),
    );
    // The first event of each card shows that its subscribers are there.
    await federation.publish(Array.from({ length: profile.cards }, (_, index) => skuOf(index)));
    await arrived(clients, profile.subscribers);
    const connectSeconds = (performance.now() - startedAt) / 1_000;
    const [open, upstreams] = [await memory(), await upstreamsOf(gateway.port)];
    await Promise.all(clients.map((client) => client.call('forget')));
    const [publishedAt, cpuBefore] = [performance.now(), await cpu()];
    const events = await publish(profile, federation);
    const expected = (events * profile.subscribers) / profile.cards;
    const missing = await arrived(clients, expected).then(
      () => 0,
      async () => expected - (await total(clients)),
    );
    const elapsed = (performance.now() - publishedAt) / 1_000;
    const cpuSeconds = (await cpu()) - cpuBefore;
    const received = await receivedBy(clients);
    const perSubscriber = (of: 'rss' | 'used'): number => (open[of] - before[of]) / profile.subscribers;
    return {
      ...{ ...received, lost: received.lost + missing, profile, connectSeconds, upstreams, cpuSeconds },
      bytesPerSubscriber: { rss: perSubscriber('rss'), used: perSubscriber('used') },
      cpuShare: cpuSeconds / elapsed,
    };
  } finally {
    await Promise.all(clients.map((client) => client.stop()));
    await gateway.process.stop();
  }
};
