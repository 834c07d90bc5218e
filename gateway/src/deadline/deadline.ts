import { TIMEOUT_HEADER } from '@cardstock/service/core';
import { z } from 'zod';
import { badRequest } from '../errors/refusals.ts';
import type { Step } from '../execution/operation.ts';

/** How long one operation may take. */
export const deadlineConfig = {
  REQUEST_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1)
    .max(300_000)
    .default(15_000)
    .describe(`what is not there by then is null; a client may ask for less with the header ${TIMEOUT_HEADER}`),
};

const WHOLE_NUMBER = /^[1-9]\d{0,8}$/;

/**
 * When a request must be answered, on the clock of `performance.now()`: after `maxMs`, or sooner where its header says so.
 * Throws a GraphQLError (BAD_REQUEST) for a header that is no number of milliseconds.
 */
export const deadlineOf = (header: string | string[] | undefined, maxMs: number): number => {
  if (header === undefined) return performance.now() + maxMs;
  if (typeof header !== 'string' || !WHOLE_NUMBER.test(header)) {
    throw badRequest(`${TIMEOUT_HEADER}: must be a whole number of milliseconds, 1 or more.`);
  }
  return performance.now() + Math.min(Number(header), maxMs);
};

/** Gives operations a deadline that came without one: over WebSocket there are no headers. */
export const withDeadline =
  (maxMs: number): Step =>
  (next) =>
  (operation) => {
    const { context } = operation;
    if (context.deadlineAt !== undefined) return next(operation);
    return next({ ...operation, context: { ...context, deadlineAt: performance.now() + maxMs } });
  };
