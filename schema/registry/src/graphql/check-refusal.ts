import { RegistryError } from '../application/errors.ts';

/** Rover has words of its own for each of these; of the others it prints the message. */
const REFUSALS: Readonly<Record<string, string>> = {
  FORBIDDEN: 'PermissionError',
  BAD_USER_INPUT: 'InvalidInputError',
  BUSY: 'RateLimitExceededError',
};

/** A refusal as a member of CheckRequestResult; any other error is thrown on. */
export const asRefusal = (err: unknown) => {
  const type = err instanceof RegistryError ? REFUSALS[err.code] : undefined;
  if (!type) throw err;
  return { __typename: type, message: (err as RegistryError).message };
};
