import { alreadySo, type Decision, happened, refuse } from './decision.ts';
import type { ProductEvent } from './events.ts';
import { activeVariants, type Product } from './state.ts';
import type { ProductStatus } from './status.ts';

interface Transition {
  readonly from: readonly ProductStatus[];
  readonly to: ProductStatus;
  readonly event: ProductEvent;
}

/** The life of a product. What was archived or deleted comes back as a draft, to be looked at before it is sold. */
const TRANSITIONS = {
  Publish: { from: ['DRAFT'], to: 'PUBLISHED', event: { type: 'ProductPublished' } },
  Unpublish: { from: ['PUBLISHED'], to: 'DRAFT', event: { type: 'ProductUnpublished' } },
  Archive: { from: ['DRAFT', 'PUBLISHED'], to: 'ARCHIVED', event: { type: 'ProductArchived' } },
  Delete: { from: ['DRAFT', 'PUBLISHED', 'ARCHIVED'], to: 'DELETED', event: { type: 'ProductDeleted' } },
  Restore: { from: ['ARCHIVED', 'DELETED'], to: 'DRAFT', event: { type: 'ProductRestored' } },
} as const satisfies Record<string, Transition>;

export type StatusCommand = keyof typeof TRANSITIONS;

export const changeStatus = (command: StatusCommand, product: Product): Decision => {
  const { from, to, event }: Transition = TRANSITIONS[command];
  if (product.status === to) return alreadySo;
  if (!from.includes(product.status)) return refuse({ code: 'PRODUCT_STATE_ILLEGAL', status: product.status });
  const isEmpty = command === 'Publish' && activeVariants(product).length === 0;
  return isEmpty ? refuse({ code: 'PRODUCT_INCOMPLETE', missing: ['variants'] }) : happened(event);
};
