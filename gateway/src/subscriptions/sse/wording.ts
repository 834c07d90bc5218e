import type { FormattedExecutionResult } from 'graphql';
import { print, type StreamMessage } from 'graphql-sse';

/** How the messages of one operation look: alone on its stream, or one of several. */
export interface Wording {
  next(answer: FormattedExecutionResult): string;
  complete(): string;
}

export const alone: Wording = {
  // graphql-sse types results with errors that are not formatted yet.
  next: (answer) => print({ event: 'next', data: answer } as StreamMessage<false, 'next'>),
  complete: () => print<false, 'complete'>({ event: 'complete', data: null }),
};

export const oneOfSeveral = (id: string): Wording => ({
  next: (payload) => print({ event: 'next', data: { id, payload } } as StreamMessage<true, 'next'>),
  complete: () => print<true, 'complete'>({ event: 'complete', data: { id } }),
});
