import { type Contract, idFrom, ProductCreated, ProductDeleted, ProductUpdated } from '@cardstock/contracts';
import type { TransactionScope } from '@cardstock/service';
import { isListed, isRetired, type Product } from '../domain/product/state.ts';
import type { ProjectedEvent } from './product-rows.ts';

const variantsOf = (product: Product) =>
  product.details.variants.map(({ sku, title, price, weightGrams }) => ({
    sku,
    title,
    price,
    weightGrams,
    isOnSale: isListed(product) && !isRetired(product, sku),
  }));

const send = <Data>(
  scope: TransactionScope,
  contract: Contract<string, Data>,
  data: Data,
  { productId, version, occurredAt }: ProjectedEvent,
): void => {
  const id = idFrom(contract.type, productId, version);
  scope.send(contract, data, { id, subject: productId, sequence: version, occurredAt, correlationId: id });
};

/** Tells the other domains what one event made of a product. */
export const tellOfChange = (scope: TransactionScope, projected: ProjectedEvent): void => {
  const { event, productId, product, version } = projected;
  const { slug, name } = product.details;
  if (event.type === 'ChangeAbandoned') return;
  if (event.type === 'ProductDeleted') {
    const skus = product.details.variants.map(({ sku }) => sku);
    send(scope, ProductDeleted, { productId, version, slug, skus }, projected);
    return;
  }
  const data = { productId, version, slug, name, status: product.status, variants: variantsOf(product) };
  send(scope, event.type === 'ProductDrafted' ? ProductCreated : ProductUpdated, data, projected);
};
