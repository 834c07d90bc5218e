import { AnnounceAvailability } from '@cardstock/contracts';
import { consume, type Subscription } from '@cardstock/messaging';
import type { TellAvailability } from '../application/tell-availability.ts';

export const onAnnounceAvailability = (tellAvailability: TellAvailability, now: () => Date): Subscription =>
  consume(AnnounceAvailability, ({ skus }, { messageId, envelope: { correlationId } }) =>
    tellAvailability(skus, now(), { messageId, correlationId }),
  );
