import { eventually } from '@cardstock/testing';
import type { FormattedExecutionResult } from 'graphql';
import type { Client, SubscribePayload } from 'graphql-ws';

/** Close events of ws hide what they say from JSON. */
const describe = (error: unknown): string => {
  const { code, reason, message } = (error ?? {}) as { code?: unknown; reason?: unknown; message?: unknown };
  return JSON.stringify({ error, code, reason, message });
};

/** What one subscription receives, as it comes. */
export class Listener {
  readonly results: FormattedExecutionResult[] = [];
  error: unknown;
  isComplete = false;
  readonly stop: () => void;

  constructor(client: Client, payload: SubscribePayload) {
    this.stop = client.subscribe(payload, {
      next: (result) => void this.results.push(result as FormattedExecutionResult),
      error: (err) => {
        this.error = err;
      },
      complete: () => {
        this.isComplete = true;
      },
    });
  }

  get isOver(): boolean {
    return this.isComplete || this.error !== undefined;
  }

  /** Waits until so many results are there, and returns them. */
  received(count: number): Promise<FormattedExecutionResult[]> {
    return eventually(() => {
      if (this.results.length < count)
        throw new Error(`received ${this.results.length} of ${count}: ${describe(this.error)}`);
      return this.results;
    });
  }

  /** Waits for the end, orderly or not. */
  over(): Promise<void> {
    return eventually(() => {
      if (!this.isOver) throw new Error(`still open after ${JSON.stringify(this.results)}`);
    });
  }
}

export const listen = (client: Client, query: string, variables: Record<string, unknown> = {}): Listener =>
  new Listener(client, { query, variables });
