import { idFrom, ProductPriceChanged } from '@cardstock/contracts';
import type { TransactionScope } from '@cardstock/service';
import { activeVariants, isListed } from '../domain/product/state.ts';
import type { ProjectedEvent } from './product-rows.ts';

/** Tells the other domains of each SKU on sale that has another price. What nobody can buy is told of with its product only. */
export const tellOfPrices = (scope: TransactionScope, projected: ProjectedEvent): void => {
  const { event, productId, product, version, occurredAt } = projected;
  if (event.type !== 'VariantPricesChanged' || !isListed(product)) return;
  const changed = new Set(event.prices.map(({ sku }) => sku));
  for (const { sku, title, price, weightGrams } of activeVariants(product)) {
    if (!changed.has(sku)) continue;
    const id = idFrom(ProductPriceChanged.type, productId, version, sku);
    scope.send(
      ProductPriceChanged,
      { sku, title, price, weightGrams, changedAt: occurredAt.toISOString(), productId },
      { id, subject: sku, sequence: version, occurredAt, correlationId: id },
    );
  }
};
