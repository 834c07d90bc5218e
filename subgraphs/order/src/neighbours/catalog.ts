import type { Money } from '@cardstock/contracts';
import { type SubgraphClient, SubgraphUnavailable, unavailable } from '@cardstock/service';
import type { FindOffers, SkuNews } from '../application/ports.ts';

interface CatalogVariant {
  readonly sku: string;
  readonly title: string;
  readonly price: Money;
  readonly weightGrams: number;
  readonly isOnSale: boolean;
}

/** All SKUs in one batch: an unknown one answers null, and the others answer all the same. */
const OFFERS = `query offers($wanted: [_Any!]!) {
  _entities(representations: $wanted) { ... on Variant { sku title price { amount currency } weightGrams isOnSale } }
}`;

interface Answer {
  readonly _entities: readonly (CatalogVariant | null)[];
}

/** Asks the catalog what it sells these SKUs for. Throws SUBGRAPH_UNAVAILABLE where it does not answer. */
export const askCatalog =
  (catalog: SubgraphClient) =>
  async (skus: readonly string[]): Promise<SkuNews[]> => {
    const wanted = skus.map((sku) => ({ __typename: 'Variant', sku }));
    try {
      const { _entities } = await catalog.query<Answer>(OFFERS, { wanted });
      return _entities.filter((variant) => variant !== null);
    } catch (err) {
      if (err instanceof SubgraphUnavailable) throw unavailable('catalog');
      throw err;
    }
  };

interface KnownOffers {
  readonly read: (skus: readonly string[]) => Promise<SkuNews[]>;
  readonly save: (offers: readonly SkuNews[]) => Promise<void>;
  readonly ask: (skus: readonly string[]) => Promise<SkuNews[]>;
}

/** What SKUs are sold for, without those that are not sold any more: known from the catalog's events, asked for only where they have not told yet. */
export const makeFindOffers =
  ({ read, save, ask }: KnownOffers): FindOffers =>
  async (skus) => {
    const known = await read(skus);
    const knownSkus = new Set(known.map(({ sku }) => sku));
    const missing = skus.filter((sku) => !knownSkus.has(sku));
    const asked = missing.length > 0 ? await ask(missing) : [];
    if (asked.length > 0) await save(asked);
    const offers = [...known, ...asked].filter(({ isOnSale }) => isOnSale);
    return new Map(offers.map(({ isOnSale, ...offer }) => [offer.sku, offer]));
  };
