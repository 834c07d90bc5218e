import { type Loop, startLoop } from '@cardstock/messaging';
import { type Foundation, lookupsOf, makeSubgraphClient, sqlOf } from '@cardstock/service';
import { Redis } from 'ioredis';
import type { CheckoutParts } from './application/checkout/checkout-application.ts';
import { makeRedisCarts } from './carts/redis-carts.ts';
import type { OrderConfig } from './config.ts';
import { askCatalog, makeFindOffers } from './neighbours/catalog.ts';
import { makeFindShippingOptions } from './neighbours/fulfillment.ts';
import { makeAskAvailability } from './neighbours/inventory.ts';
import { makeCheckoutQueries, purgeCheckout } from './persistence/checkout.repository.ts';
import { makeCheckoutTransaction } from './persistence/checkout-scope.ts';
import { makePromotions } from './persistence/promotion.repository.ts';
import { readOffers, saveOffers } from './persistence/sku-price.repository.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const PURGE_SIZE = 500;
/** A hint while somebody waits: who does not answer at once is done without. */
const HINT_WITHIN_MS = 500;

interface Checkout {
  readonly parts: Omit<CheckoutParts, 'handleOrder' | 'queries' | 'now'>;
  isRedisThere(): Promise<boolean>;
  start(): void;
  stop(): Promise<void>;
}

/** What is asked of the neighbours, and the connections for it. */
const meetNeighbours = (config: OrderConfig, { tokens, log, orm }: Foundation) => {
  const clientOf = (url: string, timeoutMs: number) =>
    makeSubgraphClient({ from: 'order', url, tokens, log, timeoutMs });
  const catalog = clientOf(config.CATALOG_URL, 2_000);
  const inventory = clientOf(config.INVENTORY_URL, HINT_WITHIN_MS);
  const fulfillment = clientOf(config.FULFILLMENT_URL, HINT_WITHIN_MS);
  const sql = lookupsOf(orm);
  return {
    askAvailability: makeAskAvailability(inventory),
    findShippingOptions: makeFindShippingOptions(fulfillment),
    findOffers: makeFindOffers({
      read: (skus) => readOffers(sql, skus),
      // What was asked for is older than any news: it must not stand in the way of them.
      save: (offers) => saveOffers(sql, offers, new Date(0)),
      ask: askCatalog(catalog),
    }),
    leave: () => Promise.all([catalog.close(), inventory.close(), fulfillment.close()]),
  };
};

/** Quotes that ended long ago, and orders from carts that are forgotten by now. */
const startPurge = (config: OrderConfig, { orm, log }: Foundation): Loop => {
  const sql = sqlOf(orm.em.fork());
  const before = (ms: number): Date => new Date(Date.now() - ms);
  const round = async (): Promise<number> => {
    const ends = { quotes: before(DAY_MS), carts: before(2 * config.CART_DAYS * DAY_MS) };
    return (await purgeCheckout(sql, ends, PURGE_SIZE)) ? 0 : 10 * MINUTE_MS;
  };
  return startLoop({ name: 'the purge of quotes', round, log });
};

/** Carts, prices, promotions and quotes, tied together. */
export const makeCheckoutService = (config: OrderConfig, foundation: Foundation): Checkout => {
  const { orm, log, transact } = foundation;
  const url = config.CART_REDIS_URL ?? config.REDIS_URL;
  const redis = new Redis(url, { maxRetriesPerRequest: 2, commandTimeout: 2_000 });
  redis.on('error', (err) => log.warn({ err }, 'the carts are out of reach'));
  const { leave, ...neighbours } = meetNeighbours(config, foundation);
  const sql = sqlOf(orm.em.fork());
  let purge: Loop | undefined;
  return {
    parts: {
      ...neighbours,
      carts: makeRedisCarts(redis, { lifetimeMs: config.CART_DAYS * DAY_MS, log }),
      checkout: makeCheckoutTransaction(transact),
      checkoutQueries: makeCheckoutQueries(sql),
      promotions: makePromotions(sql),
      quoteMs: config.QUOTE_MINUTES * MINUTE_MS,
    },
    isRedisThere: () =>
      redis.ping().then(
        () => true,
        () => false,
      ),
    start: () => {
      purge = startPurge(config, foundation);
    },
    stop: async () => {
      await purge?.stop();
      redis.disconnect();
      await leave();
    },
  };
};
