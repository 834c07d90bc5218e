import { type SubgraphClient, SubgraphUnavailable } from '@cardstock/service';
import type { AskAvailability } from '../application/cart/cart-ports.ts';

const AVAILABILITY = `query availability($wanted: [_Any!]!) {
  _entities(representations: $wanted) { ... on Variant { availability { available status } } }
}`;

interface Answer {
  readonly _entities: readonly ({
    readonly availability: { readonly available: number; readonly status: string };
  } | null)[];
}

/** Asks inventory how many pieces of some SKUs can be sold now, in one call; where it does not answer, nothing is known. */
export const makeAskAvailability =
  (inventory: SubgraphClient): AskAvailability =>
  async (skus) => {
    if (skus.length === 0) return new Map();
    const wanted = skus.map((sku) => ({ __typename: 'Variant', sku }));
    try {
      const { _entities } = await inventory.query<Answer>(AVAILABILITY, { wanted });
      return new Map(
        _entities.flatMap((found, place) => {
          const sku = skus[place];
          if (!found || sku === undefined) return [];
          const { available, status } = found.availability;
          return [[sku, { available, mayExceed: status === 'BACKORDER' }]];
        }),
      );
    } catch (err) {
      if (err instanceof SubgraphUnavailable) return new Map();
      throw err;
    }
  };
