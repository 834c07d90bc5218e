import { BrokenCircuitError, BulkheadRejectedError, TaskCancelledError } from 'cockatiel';
import { ClientLeft, TimedOut } from './call-limit.ts';
import type { FailureCode } from './subgraph-errors.ts';

/** The connection to the subgraph could not be made, or broke. */
export class TransportFailed extends Error {
  override readonly name = 'TransportFailed';
}

/** A subgraph, or what stands before it, says that it cannot answer now (502, 503, 504). */
export class AwayForNow extends Error {
  override readonly name = 'AwayForNow';
}

/** The subgraph answered, but not with GraphQL. */
export class NotGraphQL extends Error {
  override readonly name = 'NotGraphQL';
}

/** The subgraph does not take requests of ours (4xx), which is no fault of the client and must not look like one. */
export class GatewayRefused extends Error {
  override readonly name = 'GatewayRefused';
}

/** The answer is longer than the gateway takes in, which says nothing about the subgraph's health. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/** What became of a fetch; the values of a metric's label. */
export type Outcome = 'answered' | 'failed' | 'timeout' | 'open' | 'full' | 'refused' | 'cancelled';

const TIMEOUTS = new Set(['HeadersTimeoutError', 'BodyTimeoutError']);

const isLateTransport = (err: unknown): boolean =>
  err instanceof TransportFailed && TIMEOUTS.has((err.cause as { name?: string } | undefined)?.name ?? '');

/** Why a fetch has no answer; undefined for a defect of ours. */
export const outcomeOf = (err: unknown): Exclude<Outcome, 'answered'> | undefined => {
  if (err instanceof TimedOut || isLateTransport(err)) return 'timeout';
  if (err instanceof TransportFailed || err instanceof AwayForNow || err instanceof NotGraphQL) return 'failed';
  if (err instanceof GatewayRefused || err instanceof AnswerTooLarge) return 'refused';
  if (err instanceof BrokenCircuitError) return 'open';
  if (err instanceof BulkheadRejectedError) return 'full';
  if (err instanceof ClientLeft || err instanceof TaskCancelledError) return 'cancelled';
  return undefined;
};

/** What a breaker counts: a client that is in a hurry, or goes away, says nothing about the subgraph. */
export const isFault = (err: unknown): boolean => {
  if (err instanceof TimedOut) return err.isOfSubgraph;
  const outcome = outcomeOf(err);
  return outcome === 'failed' || outcome === 'timeout';
};

const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a read may get its answer when it is sent again in a moment. */
export const mayPass = (err: unknown): boolean =>
  err instanceof AwayForNow ||
  (err instanceof TransportFailed && PASSING.has((err.cause as { code?: string } | undefined)?.code ?? ''));

/** What the client is told. */
export const codeOf = (outcome: Outcome | undefined): FailureCode =>
  outcome === 'timeout' ? 'SUBGRAPH_TIMEOUT' : 'SUBGRAPH_UNAVAILABLE';
