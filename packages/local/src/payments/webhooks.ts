import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { Books } from './books.ts';
import { type StripeEvent, unixTime } from './objects.ts';

export interface WebhookTarget {
  url: string;
  secret: string;
  /** How long every webhook waits before it is sent. */
  delayMs: number;
}

export interface Delivery {
  copies: number;
  delayMs: number;
}

export interface Webhooks {
  send(event: StripeEvent, delivery?: Delivery): void;
  stop(): Promise<void>;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 60_000;
const ATTEMPTS = 15;
const ANSWER_LIMIT_MS = 10_000;

const signature = (payload: string, secret: string, now: Date): string => {
  const time = unixTime(now);
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${payload}`).digest('hex')}`;
};

interface Posting {
  readonly body: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly signal: AbortSignal;
}

/** The status of the answer, whose body nobody reads. Node's own client: `fetch` costs several times as much. */
const statusOf = (url: string, { body, headers, signal }: Posting): Promise<number> =>
  new Promise((resolve, reject) => {
    const ask = url.startsWith('https:') ? secureRequest : request;
    const outgoing = ask(url, { method: 'POST', headers, signal }, (response) => {
      response.on('error', reject).on('end', () => resolve(response.statusCode ?? 0));
      response.resume();
    });
    outgoing.on('error', reject).end(body);
  });

const post = async ({ url, secret }: WebhookTarget, event: StripeEvent, stopped: AbortSignal): Promise<void> => {
  const body = JSON.stringify(event);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'stripe-signature': signature(body, secret, new Date()),
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  };
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(ANSWER_LIMIT_MS)]);
  const status = await statusOf(url, { body, headers, signal });
  if (status < 200 || status > 299) throw new Error(`status ${status}`);
};

const retryDelay = (attempt: number) => Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS);

interface Sender {
  target: WebhookTarget;
  books: Books;
  log: (line: string) => void;
  stopped: AbortSignal;
}

const deliver = async ({ target, books, log, stopped }: Sender, event: StripeEvent): Promise<void> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      await post(target, event, stopped);
      return books.recordDelivery(event.id);
    } catch (error) {
      if (stopped.aborted) return; // it stays undelivered, so the next start sends it
      if (attempt === 0)
        log(`webhook ${event.type} did not get through to ${target.url} (${String(error)}): trying again`);
      await delay(retryDelay(attempt), undefined, { signal: stopped });
    }
  }
  log(`webhook ${event.type} ${event.id} was given up after ${ATTEMPTS} attempts`);
};

/** Posts signed events to the target until it takes them; what a stop or a kill interrupted is sent at the next start. */
export const startWebhooks = (target: WebhookTarget, books: Books, log: (line: string) => void): Webhooks => {
  const stopping = new AbortController();
  const sender = { target, books, log, stopped: stopping.signal };
  const underway = new Set<Promise<void>>();
  const run = (work: () => Promise<void>) => {
    const running = work()
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log(`webhooks: ${String(error)}`);
      })
      .finally(() => underway.delete(running));
    underway.add(running);
  };
  const send = (event: StripeEvent, { copies, delayMs }: Delivery = { copies: 1, delayMs: 0 }) => {
    for (let copy = 0; copy < copies; copy += 1) {
      run(async () => {
        await delay(target.delayMs + delayMs, undefined, { signal: stopping.signal });
        await deliver(sender, event);
      });
    }
  };
  const owed = [...books.undelivered].map((id) => books.events.get(id)).filter((event) => event !== undefined);
  for (const event of owed) send(event);
  const stop = async () => {
    stopping.abort();
    await Promise.all(underway);
  };
  return { send, stop };
};
