import { ProductsImported } from '@cardstock/contracts';
import { consume, makeBatcher } from '@cardstock/messaging';
import type { OpenStock } from '../application/operations/open-stock.ts';

/** So many pages at a time: an import of the whole catalogue leaves connections for the orders that come meanwhile. */
const PAGES_AT_ONCE = 4;

export const onProductsImported = (openStock: OpenStock, now: () => Date) => {
  const openPage = makeBatcher<Parameters<OpenStock>>({
    handle: (pages) => Promise.all(pages.map((page) => openStock(...page))).then(() => []),
    atMost: 1,
    batchesAtOnce: PAGES_AT_ONCE,
  });
  return consume(ProductsImported, async ({ products }, { messageId, envelope: { correlationId } }) => {
    const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku));
    await openPage([skus, now(), { messageId, correlationId }]);
  });
};
