// A thousand subscribers or so: each on a WebSocket of its own, counting what is lost and what comes twice.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { answerCalls } from './child.ts';

export interface Subscriber {
  readonly sku: string;
  readonly token?: string | undefined;
}

export interface Received {
  readonly deliveries: number;
  readonly lost: number;
  readonly duplicated: number;
  /** Events that did not come as they should: with errors, or without what is joined. */
  readonly flawed: number;
  /** From publishing to receipt, in milliseconds. */
  readonly latencies: number[];
}

interface PriceMessage {
  readonly type: string;
  readonly payload?: {
    readonly errors?: unknown;
    readonly data?: {
      readonly priceChanged?: { cursor: string; at: string; card: { name: string; available: number } };
    };
  };
}

const QUERY = `subscription ($sku: ID!) {
  priceChanged(sku: $sku) { cursor at card { sku name rarity available } }
}`;
const AT_ONCE = 50;

const sockets: WebSocket[] = [];
const counts = { deliveries: 0, lost: 0, duplicated: 0, flawed: 0 };
let latencies: number[] = [];

const take = ({ payload }: PriceMessage, last: number): number => {
  const price = payload?.data?.priceChanged;
  if (!price || payload.errors || !price.card.name || price.card.available !== 12) {
    counts.flawed += 1;
    return last;
  }
  counts.deliveries += 1;
  latencies.push(Number(process.hrtime.bigint() - BigInt(price.at)) / 1e6);
  const cursor = Number(price.cursor);
  if (cursor <= last) counts.duplicated += 1;
  else counts.lost += cursor - last - 1;
  return Math.max(last, cursor);
};

const subscribe = async (url: string, { sku, token }: Subscriber): Promise<void> => {
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
  sockets.push(socket);
  await once(socket, 'open');
  let last = 0;
  const acknowledged = Promise.withResolvers<void>();
  socket.on('message', (text: Buffer) => {
    const message = JSON.parse(text.toString()) as PriceMessage;
    if (message.type === 'connection_ack') acknowledged.resolve();
    else if (message.type === 'next') last = take(message, last);
    else counts.flawed += 1;
  });
  socket.once('close', (code) => acknowledged.reject(new Error(`closed with ${code}`)));
  const payload = token ? { authorization: `Bearer ${token}` } : {};
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  await acknowledged.promise;
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUERY, variables: { sku } } }));
};

answerCalls({
  subscribe: async ({ url, subscribers }: { url: string; subscribers: readonly Subscriber[] }) => {
    const waiting = [...subscribers];
    const next = async (): Promise<void> => {
      for (let one = waiting.shift(); one; one = waiting.shift()) await subscribe(url, one);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  },
  /** What came since the last call of `forget`. */
  received: (): Received => ({ ...counts, latencies }),
  count: () => counts.deliveries,
  forget: () => {
    latencies = [];
    counts.deliveries = 0;
  },
  leave: () => {
    for (const socket of sockets.splice(0)) socket.removeAllListeners('close').terminate();
  },
});
