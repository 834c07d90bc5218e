/** A command that was not told what it needs. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
