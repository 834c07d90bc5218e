import { ProviderUnavailable } from '../errors.ts';
import type { PaymentParts } from './payment-parts.ts';
import type { PaymentCall, PaymentTaskKey } from './payment-ports.ts';

/** The provider forgets idempotency keys after a day. */
const KEY_LIVES_MS = 23 * 3_600_000;

/** Whether asking with the same key would not do any more: it repeats a failure for ever, or is forgotten. */
export const isKeySpent = ({ isKeyUsedUp, askedAt }: PaymentCall, now: Date): boolean =>
  isKeyUsedUp || now.getTime() - askedAt.getTime() > KEY_LIVES_MS;

export const begin = ({ transact, now }: PaymentParts, key: PaymentTaskKey): Promise<PaymentCall> =>
  transact(({ calls }) => calls.begin(key, now()));

/** Takes a new idempotency key. Throws ProviderUnavailable where somebody else just did: theirs may be under way. */
export const renew = async (
  { transact, now }: PaymentParts,
  key: PaymentTaskKey,
  seen: PaymentCall,
): Promise<PaymentCall> => {
  const next = await transact(({ calls }) => calls.renew(key, seen, now()));
  if (!next) throw new ProviderUnavailable('somebody else is asking the provider');
  return next;
};

/** The key that makes asking again harmless: it follows from order, operation and attempt. */
export const keyOf = ({ orderId, operation }: PaymentTaskKey, { attempt }: PaymentCall): string =>
  `${orderId}:${operation}:${attempt}`;
