import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Random } from '../random.ts';
import type { Buyer, Journal, Stream } from './journal.ts';

const FOLLOW = `subscription Follow($orderId: ID!, $after: String) {
  orderStatusChanged(orderId: $orderId, after: $after) { cursor status }
}`;
const TRY_AGAIN_MS = 200;

interface Change {
  readonly orderStatusChanged: { readonly cursor: string; readonly status: string };
}

interface Watch {
  readonly gatewayUrl: string;
  readonly journal: Journal;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** One connection: from the last cursor to the end of the stream, of the connection, or of our patience with it. */
const connectOnce = async ({ gatewayUrl, random, signal }: Watch, buyer: Buyer, stream: Stream): Promise<void> => {
  const hangUpAfter = random.chance(0.5) ? random.int(1, 3) : Number.POSITIVE_INFINITY;
  const client = createClient({
    url: gatewayUrl.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${buyer.accessToken}` },
    retryAttempts: 0,
  });
  const end = (): void => void client.terminate();
  signal.addEventListener('abort', end);
  stream.connections += 1;
  try {
    const variables = { orderId: stream.orderId, after: stream.cursors.at(-1) ?? null };
    let seen = 0;
    for await (const { data, errors } of client.iterate<Change>({ query: FOLLOW, variables })) {
      if (errors || !data) throw new Error(errors?.[0]?.message ?? 'an event without data');
      stream.statuses.push(data.orderStatusChanged.status);
      stream.cursors.push(data.orderStatusChanged.cursor);
      seen += 1;
      if (seen >= hangUpAfter) return;
    }
    stream.hasEnded = true;
  } finally {
    signal.removeEventListener('abort', end);
    await client.dispose();
  }
};

/** Follows an order to its end over as many connections as it takes, each going on after the last cursor that was seen. */
export const follow = async (watch: Watch, buyer: Buyer, orderId: string): Promise<void> => {
  const stream: Stream = { orderId, statuses: [], cursors: [], connections: 0, hasEnded: false };
  watch.journal.streams.push(stream);
  while (!stream.hasEnded && !watch.signal.aborted) {
    // Whatever ended it, a subscriber connects again: that it misses nothing is what is audited.
    await connectOnce(watch, buyer, stream).catch(() => pause(TRY_AGAIN_MS));
  }
};
