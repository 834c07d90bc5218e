import { idFrom, ProductCreated, ProductDeleted, ProductUpdated } from '@cardstock/contracts';
import type { TransactionScope } from '@cardstock/service';
import type { ProductEventType } from '../domain/product/events.ts';
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

const addedBy = ({ event, product }: ProjectedEvent): string[] => {
  switch (event.type) {
    case 'VariantAdded':
      return [event.variant.sku];
    case 'ProductDrafted':
    case 'ProductCreated':
    case 'ProductRevised':
      return product.details.variants.map(({ sku }) => sku);
    default:
      return [];
  }
};

const contractFor = (type: ProductEventType) => {
  if (type === 'ProductDrafted') return ProductCreated;
  return type === 'ProductDeleted' ? ProductDeleted : ProductUpdated;
};

/** Tells the other domains what one event made of a product. */
export const tellOfChange = (scope: TransactionScope, projected: ProjectedEvent): void => {
  const { event, productId, product, version, occurredAt } = projected;
  if (event.type === 'ChangeAbandoned') return;
  const { slug, name } = product.details;
  const contract = contractFor(event.type);
  const id = idFrom(contract.type, productId, version);
  scope.send(
    contract,
    {
      productId,
      version,
      slug,
      name,
      status: product.status,
      variants: variantsOf(product),
      addedSkus: addedBy(projected),
    },
    { id, subject: productId, sequence: version, occurredAt, correlationId: id },
  );
};
