import type { FormattedExecutionResult } from 'graphql';

/** An answer on its way to a client, and the position of the stream after it, where it has one. */
export interface Delivery {
  readonly answer: FormattedExecutionResult;
  readonly cursor?: string | undefined;
}

export type Deliveries = AsyncGenerator<Delivery, void, void>;
