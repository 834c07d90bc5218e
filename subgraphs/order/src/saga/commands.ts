import type { StepName } from './saga.ts';

/** What the saga asks others to do. */
export type SagaCommand =
  | 'ReserveStock'
  | 'AuthorizePayment'
  | 'FulfilOrder'
  | 'CheckShipment'
  | 'ReduceFulfillment'
  | 'ReleaseLines'
  | 'CapturePayment'
  | 'CommitStock'
  | 'CancelFulfillment'
  | 'VoidPayment'
  | 'ReleaseStock';

/** A command with the number of the attempt: together with the order they make its message id. */
export interface Request {
  readonly command: SagaCommand;
  readonly attempt: number;
}

/** What is sent to get a step done; `confirm` is the order's own, and of `complete` only its parcel is asked after. */
export const COMMAND_OF: Readonly<Partial<Record<StepName, SagaCommand>>> = {
  'reserve-stock': 'ReserveStock',
  'authorize-payment': 'AuthorizePayment',
  fulfil: 'FulfilOrder',
  'reduce-shipment': 'ReduceFulfillment',
  'release-lines': 'ReleaseLines',
  'capture-payment': 'CapturePayment',
  'commit-stock': 'CommitStock',
  complete: 'CheckShipment',
};

/** What is sent to get a step undone; a step without one needs no undoing. */
export const UNDO_COMMAND_OF: Readonly<Partial<Record<StepName, SagaCommand>>> = {
  'reserve-stock': 'ReleaseStock',
  'authorize-payment': 'VoidPayment',
  fulfil: 'CancelFulfillment',
};

export interface SagaPolicy {
  /** How long an answer is waited for before the command is sent again. */
  readonly answerWithinMs: number;
  /** The longest wait between two attempts. */
  readonly longestWaitMs: number;
  /** After this many unanswered attempts a step is stuck. */
  readonly maxAttempts: number;
  /** How long a parcel may stay where it is before its warehouse is asked whether it still is. */
  readonly shipmentCheckMs: number;
  /** The longest time that an order in line for stock waits before it asks again. */
  readonly backorderCheckMs: number;
  /** An order that is not confirmed so long after it was placed, or got its stock, ends. */
  readonly confirmWithinMs: number;
}

/** Exponential backoff with full jitter on top of the time that an answer may take. */
export const waitAfter = (attempt: number, { answerWithinMs, longestWaitMs }: SagaPolicy, random: number): number =>
  answerWithinMs + Math.round(random * Math.min(longestWaitMs, answerWithinMs * 2 ** Math.min(attempt - 1, 20)));
