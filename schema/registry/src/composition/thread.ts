import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { busy } from '../application/errors.ts';
import type { Composition, SubgraphSdl } from '../domain/composition.ts';

// The source in tests, what it is compiled to elsewhere.
const PROGRAM = new URL(`./composition.worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
const MOST_MEMORY_MB = 1_024;

/** A thread that composes, started when there is something to compose, and again after its end. */
export class CompositionThread {
  readonly #withinMs: number;
  #worker: Worker | undefined;

  constructor(withinMs: number) {
    this.#withinMs = withinMs;
  }

  /** One at a time. Throws BUSY where it takes too long; then the thread is given up with all that it had begun. */
  async compose(subgraphs: readonly SubgraphSdl[]): Promise<Composition> {
    const worker = this.#started();
    const patience = new AbortController();
    const { signal } = patience;
    try {
      worker.postMessage(subgraphs);
      const late = pause(this.#withinMs, 'late' as const, { signal });
      const gone = once(worker, 'exit', { signal }).then(() => 'gone' as const);
      const answer = await Promise.race([once(worker, 'message', { signal }), late, gone]);
      if (answer === 'gone') throw busy('Composing was broken off.');
      if (answer !== 'late') return answer[0] as Composition;
    } catch (err) {
      await this.stop();
      throw err;
    } finally {
      patience.abort();
    }
    await this.stop();
    throw busy(`Composing takes longer than ${this.#withinMs / 1_000} s.`);
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(PROGRAM, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } });
    worker.unref();
    // An error ends the thread; whoever waits for an answer hears of it, and the next one starts another.
    worker.on('error', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    this.#worker = worker;
    return worker;
  }
}
