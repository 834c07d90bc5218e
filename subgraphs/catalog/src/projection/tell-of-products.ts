import { idFrom, ProductsImported } from '@cardstock/contracts';
import type { TransactionScope } from '@cardstock/service';
import { isListed } from '../domain/product/state.ts';
import type { ProjectedEvent } from './product-rows.ts';
import { tellOfChange } from './tell-of-change.ts';
import { tellOfPrices } from './tell-of-prices.ts';

const PRODUCTS_PER_MESSAGE = 250;

const toProduct = ({ productId, product: { details } }: ProjectedEvent) => ({
  productId,
  name: details.name,
  variants: details.variants.map(({ sku, title, price, weightGrams }) => ({ sku, title, price, weightGrams })),
});

const sendPage = (scope: TransactionScope, page: readonly ProjectedEvent[]): void => {
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

/** Pages say that all of it is for sale, so what staff took off sale, in part or whole, is told of by itself. */
const belongsInPage = ({ event: { type }, product }: ProjectedEvent): boolean =>
  (type === 'ProductCreated' || type === 'ProductRevised') && isListed(product) && product.retired.length === 0;

/** Tells the other domains of these products: those of an import many to a message, the others one by one. */
export const tellOfProducts = (scope: TransactionScope, events: readonly ProjectedEvent[]): void => {
  const paged = events.filter(belongsInPage);
  for (let start = 0; start < paged.length; start += PRODUCTS_PER_MESSAGE) {
    sendPage(scope, paged.slice(start, start + PRODUCTS_PER_MESSAGE));
  }
  for (const event of events.filter((one) => !belongsInPage(one))) {
    tellOfChange(scope, event);
    tellOfPrices(scope, event);
  }
};
