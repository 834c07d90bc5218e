import { idFrom, ProductsImported } from '@cardstock/contracts';
import type { TransactionScope } from '@cardstock/service';
import type { RecordedEvent } from '../application/write.ports.ts';

const PRODUCTS_PER_MESSAGE = 250;

const toProduct = ({ productId, event: { details } }: RecordedEvent) => ({
  productId,
  name: details.name,
  variants: details.variants.map(({ sku, title, price, weightGrams }) => ({ sku, title, price, weightGrams })),
});

const sendPage = (scope: TransactionScope, page: readonly RecordedEvent[]): void => {
  const [first, last] = [page[0], page.at(-1)];
  if (!first || !last) return;
  const id = idFrom(ProductsImported.type, first.position, last.position);
  scope.send(
    ProductsImported,
    { products: page.map(toProduct) },
    {
      id,
      subject: 'import',
      sequence: last.position,
      occurredAt: last.occurredAt,
      correlationId: id,
    },
  );
};

/** Tells the other domains of these products, many to a message. */
export const sendProductsImported = (scope: TransactionScope, events: readonly RecordedEvent[]): void => {
  for (let start = 0; start < events.length; start += PRODUCTS_PER_MESSAGE) {
    sendPage(scope, events.slice(start, start + PRODUCTS_PER_MESSAGE));
  }
};
