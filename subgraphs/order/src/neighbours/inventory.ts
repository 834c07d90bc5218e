import { type SubgraphClient, SubgraphUnavailable } from '@cardstock/service';
import type { AskAvailability } from '../application/ports.ts';

const AVAILABILITY = `query availability($wanted: [_Any!]!) {
  _entities(representations: $wanted) { ... on Variant { availability { available status } } }
}`;

interface Answer {
  readonly _entities: readonly ({
    readonly availability: { readonly available: number; readonly status: string };
  } | null)[];
}

/** Asks inventory how many pieces can be sold now; null where it does not tell in time. */
export const makeAskAvailability =
  (inventory: SubgraphClient): AskAvailability =>
  async (sku) => {
    try {
      const { _entities } = await inventory.query<Answer>(AVAILABILITY, { wanted: [{ __typename: 'Variant', sku }] });
      const found = _entities[0]?.availability;
      return found ? { available: found.available, mayExceed: found.status === 'BACKORDER' } : null;
    } catch (err) {
      if (err instanceof SubgraphUnavailable) return null;
      throw err;
    }
  };
