import { setTimeout as wait } from 'node:timers/promises';

/** Counts what has begun and is not yet delivered, so that a shutdown can let it finish. */
export class InFlight {
  #count = 0;
  #isDraining = false;
  #onIdle: (() => void) | undefined;

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Returns what to call when it is delivered. Calling it twice does no harm. */
  begin(): () => void {
    let isOver = false;
    this.#count += 1;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#count -= 1;
      if (this.#count === 0) this.#onIdle?.();
    };
  }

  /** Begins nothing new and waits, for a while, until all is delivered. */
  async drain(withinMs: number): Promise<void> {
    this.#isDraining = true;
    if (this.#count === 0) return;
    const idle = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    await Promise.race([idle, wait(withinMs, undefined, { ref: false })]);
  }
}
