import type { Logger } from '@cardstock/service/core';
import type { FormattedExecutionResult } from 'graphql';
import { type Client, createClient, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';
import { BoundedQueue } from './bounded-queue.ts';

/** One subscription on its way over a subgraph's connection. */
export interface Attempt {
  /** Throws what ended it: errors of the subgraph as an array, or the loss of the connection. */
  readonly events: AsyncIterableIterator<FormattedExecutionResult, void, void>;
  /** Whether the subgraph had accepted the connection before it was lost. */
  wasConnected(): boolean;
}

/** The one connection to a subgraph that all subscriptions of this gateway process share; opened when first needed. */
export interface SubgraphSocket {
  open(payload: SubscribePayload): Attempt;
  close(): Promise<void>;
}

interface SocketOptions {
  readonly name: string;
  readonly url: URL;
  /** What names this gateway to the subgraph when it connects. */
  readonly connectionToken: () => Promise<string>;
  readonly log: Logger;
}

const PING_EVERY_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
const ACCEPT_WITHIN_MS = 5_000;
const IDLE_CLOSE_MS = 1_000;
const NORMAL_CLOSE = 1_000;
/** Events of one subscription that wait for their joins. */
const MOST_WAITING_EVENTS = 1_000;

/** Events came faster than they could be joined, for too long. The stream can go on from the last one that was kept. */
class EventsPiledUp extends Error {
  override readonly name = 'EventsPiledUp';
}

class UpstreamWebSocket extends WebSocket {
  constructor(address: string, protocols?: string | string[]) {
    super(address, protocols, { handshakeTimeout: ACCEPT_WITHIN_MS, perMessageDeflate: false });
  }
}

const webSocketUrl = (url: URL): string => {
  const address = new URL(url);
  address.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
};

/** Ends a connection that stays open but answers no ping: a frozen process looks like this. */
const endWhenFrozen = (client: Client): void => {
  let overdue: NodeJS.Timeout | undefined;
  client.on('ping', (isReceived) => {
    if (!isReceived) overdue = setTimeout(() => client.terminate(), PONG_WITHIN_MS).unref();
  });
  client.on('pong', (isReceived) => {
    if (isReceived) clearTimeout(overdue);
  });
  client.on('closed', () => clearTimeout(overdue));
};

/** Events as they come, up to a number; a connection that others share cannot be made to wait, so one subscription is cut off. */
const follow = (client: Client, payload: SubscribePayload): Attempt['events'] => {
  const waiting = new BoundedQueue<FormattedExecutionResult>(MOST_WAITING_EVENTS);
  const cancel = client.subscribe(payload, {
    next: (event) => {
      if (waiting.push(event as FormattedExecutionResult)) return;
      waiting.end({ reason: new EventsPiledUp(`more than ${MOST_WAITING_EVENTS} events wait`) });
      cancel();
    },
    error: (reason) => waiting.end({ reason }),
    complete: () => waiting.end(),
  });
  return {
    next: () => waiting.next(),
    return: async () => {
      waiting.clear();
      cancel();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};

export const makeSubgraphSocket = ({ name, url, connectionToken, log }: SocketOptions): SubgraphSocket => {
  const client = createClient({
    url: webSocketUrl(url),
    webSocketImpl: UpstreamWebSocket,
    lazyCloseTimeout: IDLE_CLOSE_MS,
    keepAlive: PING_EVERY_MS,
    connectionAckWaitTimeout: ACCEPT_WITHIN_MS,
    // Each stream resumes by itself, from its own cursor and with a fresh token.
    retryAttempts: 0,
    connectionParams: async () => ({ internalToken: await connectionToken() }),
  });
  let accepted = 0;
  let isOpen = false;
  client.on('connected', () => {
    accepted += 1;
    isOpen = true;
    log.info({ subgraph: name }, 'subscriptions connected to a subgraph');
  });
  client.on('closed', (event) => {
    const { code } = event as { code?: number };
    if (isOpen && code !== NORMAL_CLOSE) log.warn({ subgraph: name, code }, 'subscriptions lost their subgraph');
    isOpen = false;
  });
  endWhenFrozen(client);
  return {
    open: (payload) => {
      const [acceptedBefore, wasOpen] = [accepted, isOpen];
      return { events: follow(client, payload), wasConnected: () => wasOpen || accepted > acceptedBefore };
    },
    close: async () => {
      await Promise.resolve(client.dispose()).catch((err: unknown) =>
        log.debug({ err, subgraph: name }, 'was not connected'),
      );
    },
  };
};
