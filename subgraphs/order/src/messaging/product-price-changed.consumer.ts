import { ProductPriceChanged } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import type { SavePrice } from '../application/ports.ts';

/** News that come twice, or after younger ones, change nothing: they say themselves of when they are. */
export const onProductPriceChanged = (transact: Transact, savePrice: SavePrice) =>
  consume(ProductPriceChanged, ({ changedAt, ...news }, { messageId }) =>
    transact(async ({ sql, claim }) => {
      if (await claim(messageId)) await savePrice(sql, news, new Date(changedAt));
    }),
  );
