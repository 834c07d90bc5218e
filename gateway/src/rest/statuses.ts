/** The status of HTTP for each code of `errors[].extensions.code`. One that is not here is a defect. */
export const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 400,
  BAD_REQUEST: 400,
  OPERATION_TOO_LARGE: 400,
  COST_LIMIT_EXCEEDED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  DOCUMENT_NOT_TRUSTED: 403,
  UNAUTHORIZED_FIELD_OR_TYPE: 403,
  NOT_FOUND: 404,
  IDEMPOTENCY_IN_FLIGHT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  // Of the draft on idempotency keys: 409 is the same request under way, 422 another request with the key.
  IDEMPOTENCY_CONFLICT: 422,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  INVALID_SUBGRAPH_RESPONSE: 502,
  SUBGRAPH_UNAVAILABLE: 503,
  GOING_AWAY: 503,
  SUBGRAPH_TIMEOUT: 504,
};

/** The status of a refusal, by its type; 422 where it is not here: understood, but it cannot be done. */
const STATUS_OF_REFUSAL: Readonly<Record<string, number>> = {
  InvalidCredentials: 401,
  SessionRevoked: 401,
  OrderNotFound: 404,
  IllegalOrderState: 409,
  PriceChanged: 409,
  QuoteExpired: 409,
  TooManyAttempts: 429,
};

export const statusOfRefusal = (type: string): number => STATUS_OF_REFUSAL[type] ?? 422;

/** After so many seconds it is worth trying again, where nothing says better. */
export const RETRY_AFTER_S: Readonly<Record<string, string>> = {
  IDEMPOTENCY_IN_FLIGHT: '1',
  SUBGRAPH_UNAVAILABLE: '1',
  SUBGRAPH_TIMEOUT: '1',
  GOING_AWAY: '1',
};
