export type RegistryErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'COMPOSITION_FAILED'
  | 'RATE_LIMITED'
  | 'BUSY';

/** What a caller is told of why the registry does not do something. Rover prints its message. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: RegistryErrorCode;
  /** In the place of the message, for those of Rover's commands that look deeper for it. */
  readonly detail: string;

  constructor(code: RegistryErrorCode, message: string, detail: string = message) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

const failure = (code: RegistryErrorCode, message: string, detail?: string): RegistryError =>
  new RegistryError(code, message, detail);

// Rover looks for the words "Unauthorized" and "Invalid credentials" to explain what a key is.
export const unauthenticated = (why: string): RegistryError =>
  failure('UNAUTHENTICATED', `Unauthorized: ${why}`, `Invalid credentials: ${why}`);
export const forbidden = (what: string): RegistryError => failure('FORBIDDEN', `This API key may not ${what}.`);
export const notFound = (what: string): RegistryError => failure('NOT_FOUND', `There is no ${what}.`);
export const badInput = (message: string): RegistryError => failure('BAD_USER_INPUT', message);
export const compositionFailed = (message: string): RegistryError => failure('COMPOSITION_FAILED', message);
export const rateLimited = (): RegistryError => failure('RATE_LIMITED', 'Too many requests. Try again in a minute.');
/** A passing trouble of our own: doing the same again is harmless and may succeed. */
export const busy = (what: string): RegistryError => failure('BUSY', `${what} Try again in a moment.`);
