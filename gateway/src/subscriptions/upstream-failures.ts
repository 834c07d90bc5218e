import type { FormattedExecutionResult } from 'graphql';

/** What a subgraph that has just come back may answer before all its parts are up. */
const PASSING_CODES = new Set(['INTERNAL', 'INTERNAL_SERVER_ERROR', 'SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT']);

export const isPassing = ({ data, errors = [] }: FormattedExecutionResult): boolean =>
  data == null &&
  errors.length > 0 &&
  errors.every(({ extensions }) => PASSING_CODES.has(String(extensions?.['code'])));

const unavailable = (owner: string, message: string): FormattedExecutionResult => ({
  errors: [{ message, extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: owner } }],
});

/** Nothing was ever heard. */
export const unreachable = (owner: string): FormattedExecutionResult =>
  unavailable(owner, `The ${owner} service cannot be subscribed to right now. Try again in a moment.`);

/** Events may have been missed. */
export const lostForGood = (owner: string): FormattedExecutionResult =>
  unavailable(owner, `The stream of the ${owner} service was cut. Subscribe again and read what you missed.`);

/** For the log: why a connection was lost. */
export const reasonOf = (err: unknown): unknown => {
  const { code, reason, message } = err as { code?: unknown; reason?: unknown; message?: unknown };
  return { code, reason: reason || message };
};
