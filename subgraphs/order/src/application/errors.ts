interface Unavailable extends ErrorOptions {
  /** They did answer, with a failure: the idempotency key will only ever repeat it. */
  readonly isKeyUsedUp?: boolean;
  /** How long there is no point in asking again, in milliseconds. */
  readonly restMs?: number;
}

/** The payment provider did not answer, or failed: the outcome is unknown. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';
  readonly isKeyUsedUp: boolean;
  readonly restMs: number;

  constructor(message: string, { isKeyUsedUp = false, restMs = 0, ...options }: Unavailable = {}) {
    super(message, options);
    this.isKeyUsedUp = isKeyUsedUp;
    this.restMs = restMs;
  }
}
