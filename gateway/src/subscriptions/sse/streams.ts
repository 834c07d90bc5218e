import type { FastifyReply } from 'fastify';
import { type EventStream, openEventStream } from './event-stream.ts';

/** The event streams that are open now. */
export class Streams {
  readonly #open = new Set<EventStream>();
  readonly #keepAliveMs: number;
  #isClosing = false;

  constructor(keepAliveMs: number) {
    this.#keepAliveMs = keepAliveMs;
  }

  get size(): number {
    return this.#open.size;
  }

  get isClosing(): boolean {
    return this.#isClosing;
  }

  open(reply: FastifyReply): EventStream {
    const stream = openEventStream(reply, this.#keepAliveMs);
    this.#open.add(stream);
    stream.closed.addEventListener('abort', () => this.#open.delete(stream), { once: true });
    return stream;
  }

  /** Ends all without "complete": their operations are not over, and go on elsewhere. */
  close(): void {
    this.#isClosing = true;
    for (const stream of this.#open) stream.end();
  }
}
