import { ProductDeleted, ProductUpdated } from '@cardstock/contracts';
import { consume, type Subscription } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import type { SaveOffers } from '../application/ports.ts';

/** What is sold of a product from now on, and for how much. News that come after younger ones change nothing. */
export const onProductChanged = (transact: Transact, saveOffers: SaveOffers): Subscription[] =>
  [ProductUpdated, ProductDeleted].map((contract) =>
    consume(contract, ({ variants }, { messageId, envelope }) =>
      transact(async ({ sql, claim }) => {
        if (await claim(messageId)) await saveOffers(sql, variants, new Date(envelope.occurredAt));
      }),
    ),
  );
