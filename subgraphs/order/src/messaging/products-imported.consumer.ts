import { ProductsImported } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import type { SaveOffers } from '../application/ports.ts';

/** Prices come with the catalog's own news, so that placing an order rarely has to ask for them. */
export const onProductsImported = (transact: Transact, saveOffers: SaveOffers) =>
  consume(ProductsImported, ({ products }, { messageId, envelope }) =>
    transact(async ({ sql, claim }) => {
      if (!(await claim(messageId))) return;
      const offers = products.flatMap(({ variants }) => variants.map((variant) => ({ ...variant, isOnSale: true })));
      await saveOffers(sql, offers, new Date(envelope.occurredAt));
    }),
  );
