import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { EVENT_STREAM } from './accepts.ts';

/** One open answer of server-sent events. */
export interface EventStream {
  /** Fires when the client is gone, or was sent away. */
  readonly closed: AbortSignal;
  /** Resolves when the connection has taken the message, or never will. With an id, a client can go on from there. */
  send(message: string, id?: string): Promise<void>;
  /** Ends the answer after last messages. Whoever does not read them is cut off. */
  end(...last: readonly string[]): void;
}

const FAREWELL_WITHIN_MS = 5_000;
/** Some browsers take an answer for open only with its first bytes. */
const COMMENT = ':\n\n';
const ONE_LINE = /^[^\0\r\n]+$/;

const HEADERS = {
  'content-type': `${EVENT_STREAM}; charset=utf-8`,
  'cache-control': 'no-cache, no-transform',
  connection: 'keep-alive',
  // Proxies that collect answers would hold events back.
  'x-accel-buffering': 'no',
};

/** Sends comments, and ends a connection that takes not even those. */
const keepAlive = (response: ServerResponse, everyMs: number): void => {
  let isStalled = false;
  const timer = setInterval(() => {
    if (!response.writableNeedDrain) response.write(COMMENT);
    else if (isStalled) response.destroy();
    isStalled = response.writableNeedDrain;
  }, everyMs);
  response.once('close', () => clearInterval(timer));
};

class OpenStream implements EventStream {
  readonly #response: ServerResponse;
  readonly #closed = new AbortController();
  #drained: Promise<void> | undefined;

  constructor(response: ServerResponse, keepAliveMs: number) {
    this.#response = response;
    response.once('close', () => this.#closed.abort());
    response.on('error', () => this.#closed.abort());
    keepAlive(response, keepAliveMs);
  }

  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  async send(message: string, id?: string): Promise<void> {
    if (this.#closed.signal.aborted) return;
    const mark = id !== undefined && ONE_LINE.test(id) ? `id: ${id}\n` : '';
    if (this.#response.write(mark + message)) return;
    this.#drained ??= this.#untilDrained();
    await this.#drained;
  }

  end(...last: readonly string[]): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#response.end(last.join(''));
    const cutOff = setTimeout(() => this.#response.destroy(), FAREWELL_WITHIN_MS);
    this.#response.once('close', () => clearTimeout(cutOff));
  }

  #untilDrained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#drained = undefined;
        this.#response.off('drain', done).off('close', done);
        resolve();
      };
      this.#response.once('drain', done).once('close', done);
    });
  }
}

/** Takes the answer over from the HTTP server, and begins it. */
export const openEventStream = (reply: FastifyReply, keepAliveMs: number): EventStream => {
  const headers = reply.getHeaders() as Record<string, string>;
  reply.hijack();
  reply.raw.writeHead(200, { ...headers, ...HEADERS });
  reply.raw.write(COMMENT);
  return new OpenStream(reply.raw, keepAliveMs);
};
