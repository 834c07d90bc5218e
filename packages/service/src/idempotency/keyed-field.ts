import { AsyncLocalStorage } from 'node:async_hooks';
import type { KeyedRequest } from './keyed-request.ts';

/** One root field of a mutation that came with a key, while it runs. */
interface KeyedField {
  readonly request: KeyedRequest;
  /** Its name in the answer, which tells it from the other fields of the same mutation. */
  readonly place: string;
  transactions: number;
  lastTurn: Promise<unknown>;
}

interface Position {
  readonly field: KeyedField;
  /** Set while everything that runs is an attempt at one and the same transaction. */
  readonly ordinal?: number;
}

/** One transaction of a mutation that came with a key: repeated, the mutation takes the same steps. */
export interface KeyedStep extends KeyedRequest {
  readonly place: string;
  readonly ordinal: number;
}

const positions = new AsyncLocalStorage<Position | undefined>();

const ordinalAt = (position: Position): number => position.ordinal ?? position.field.transactions++;

/** The request whose mutation runs here, and which field of it, if it came with a key: for stores that are not PostgreSQL. */
export const currentKeyedRequest = (): (KeyedRequest & { readonly place: string }) | undefined => {
  const field = positions.getStore()?.field;
  return field && { ...field.request, place: field.place };
};

/** Runs the resolver of a root field as part of a request with a key. */
export const inKeyedField = <Result>(request: KeyedRequest, place: string, resolve: () => Result): Result =>
  positions.run({ field: { request, place, transactions: 0, lastTurn: Promise.resolve() } }, resolve);

/**
 * Runs work that calls `transact` again where an attempt failed: to an idempotency key these are one transaction.
 * Without it a second attempt would count as the second step, and a repeated request would take the first one anew.
 */
export const asOneTransaction = <Result>(work: () => Promise<Result>): Promise<Result> => {
  const position = positions.getStore();
  if (!position) return work();
  return positions.run({ field: position.field, ordinal: ordinalAt(position) }, work);
};

/** Takes the next step of the field that runs here, in its turn; undefined where no key came with the request. */
export const takeStep = <Result>(take: (step: KeyedStep) => Promise<Result>): Promise<Result> | undefined => {
  const position = positions.getStore();
  if (!position) return undefined;
  const { field } = position;
  const step: KeyedStep = { ...field.request, place: field.place, ordinal: ordinalAt(position) };
  // One after the other: two transactions at once would find each other's lock and take it for a twin of the request.
  const turn = field.lastTurn.then(() => take(step));
  field.lastTurn = turn.catch(() => undefined);
  return turn;
};

/** Runs work as if its request had no key. */
export const withoutKey = <Result>(work: () => Result): Result => positions.run(undefined, work);
