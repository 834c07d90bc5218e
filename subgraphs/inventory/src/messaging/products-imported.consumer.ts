import { ProductsImported } from '@cardstock/contracts';
import { consume } from '@cardstock/messaging';
import type { OpenStock } from '../application/open-stock.ts';

export const onProductsImported = (openStock: OpenStock, now: () => Date) =>
  consume(ProductsImported, ({ products }, { messageId, envelope: { correlationId } }) =>
    openStock(
      products.flatMap(({ variants }) => variants.map(({ sku }) => sku)),
      now(),
      { messageId, correlationId },
    ),
  );
