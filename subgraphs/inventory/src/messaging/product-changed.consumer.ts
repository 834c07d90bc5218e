import { ProductCreated, ProductUpdated } from '@cardstock/contracts';
import { consume, type Subscription } from '@cardstock/messaging';
import type { OpenStock } from '../application/operations/open-stock.ts';
import { nothingInStock } from '../domain/stock/opening-stock.ts';

/** SKUs that staff made: they can be received from now on, and there is nothing of them before, in a demonstration either. */
export const onProductChanged = (openStock: OpenStock, now: () => Date): Subscription[] =>
  [ProductCreated, ProductUpdated].map((contract) =>
    consume(contract, async ({ addedSkus }, { messageId, envelope: { correlationId } }) => {
      if (addedSkus.length > 0) await openStock(addedSkus, now(), { messageId, correlationId }, nothingInStock);
    }),
  );
