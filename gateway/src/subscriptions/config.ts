import { z } from 'zod';

const count = (most: number, usual: number, what: string) =>
  z.coerce.number().int().min(1).max(most).default(usual).describe(what);

/** How much clients may hold open, and how far they may fall behind. */
export const subscriptionConfig = {
  MAX_CONNECTIONS: count(1_000_000, 20_000, 'WebSockets and event streams of one gateway process'),
  MAX_CONNECTIONS_PER_ADDRESS: count(1_000_000, 500, 'WebSockets and event streams of one address'),
  MAX_CONNECTIONS_PER_USER: count(1_000_000, 50, 'WebSockets and event streams of one user'),
  MAX_OPERATIONS_PER_CONNECTION: count(10_000, 100, 'operations under way on one WebSocket or event stream'),
  SUBSCRIPTION_BUFFER: count(10_000, 128, 'answers kept for a subscription whose client is behind'),
  SLOW_CLIENT_MS: count(600_000, 10_000, 'how long a client that is behind may take nothing, in milliseconds'),
  KEEP_ALIVE_MS: count(600_000, 12_000, 'how often open connections are shown to be alive, in milliseconds'),
  CONNECTION_INIT_MS: count(60_000, 5_000, 'how soon a WebSocket must say who it is, in milliseconds'),
};
