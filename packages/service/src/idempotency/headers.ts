/** What a client sends with a mutation so that it can send the same again, to get the same and not the effect twice. */
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';

/** What the gateway sends along: the hash of what the client asked for, so that a key stands for one request only. */
export const IDEMPOTENCY_BODY_HEADER = 'idempotency-body';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** Whether a text can be an idempotency key: 1 to 200 visible ASCII characters. */
export const isIdempotencyKey = (text: string): boolean => KEY.test(text);
