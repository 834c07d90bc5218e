import { UserRegistered } from '@cardstock/contracts';
import { consume, type Subscription } from '@cardstock/messaging';
import type { RememberContact } from '../application/remember-contact.ts';

export const onUserRegistered = (rememberContact: RememberContact): Subscription =>
  consume(UserRegistered, ({ userId, email, displayName }, { messageId }) =>
    rememberContact({ userId, email, displayName }, messageId),
  );
