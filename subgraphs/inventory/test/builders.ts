import {
  type DataOf,
  type Envelope,
  type InventoryChanged,
  ProductsImported,
  ReserveStock,
  type SkuQuantity,
} from '@cardstock/contracts';
import { openDatabase, parseConfig, sqlOf, type Viewer } from '@cardstock/service';
import { askAs, aUser, eventually, freshDatabase, freshRedisUrl, testKeys, testTools } from '@cardstock/testing';
import { startOtherDomains } from '@cardstock/testing/other-domains';
import { expect } from '@jest/globals';
import { inventoryConfig, startInventory } from '../src/index.ts';

export const WAREHOUSE_STAFF = aUser(['WAREHOUSE']);
export const CUSTOMER = aUser();

const ADJUST = `mutation ($input: AdjustStockInput!) { adjustStock(input: $input) {
  __typename
  ... on AdjustStockSuccess { level { onHand reserved available version warehouse { id code } } }
  ... on StaleStockVersion { code message expectedVersion level { onHand version } }
  ... on NegativeStock { code message onHand reserved delta }
} }`;

export interface Adjusted {
  readonly adjustStock: {
    readonly __typename: string;
    readonly level?: { readonly onHand: number; readonly version: number };
  };
}

interface Policy {
  readonly backorder?: 'ALLOW' | 'DENY';
  readonly backorderLimit?: number;
  readonly preorderUntil?: Date;
  readonly expectedAt?: Date;
}

const productOf = (sku: string) => ({
  productId: sku,
  name: sku,
  variants: [{ sku, title: sku, price: { amount: 100, currency: 'USD' }, weightGrams: 2 }],
});

/** An inventory on stores of its own, with the domains around it. */
export const anInventory = async (settings: Readonly<Record<string, string>> = {}) => {
  const [database, redisUrl, keys] = await Promise.all([freshDatabase(), freshRedisUrl(), testKeys()]);
  const others = await startOtherDomains(redisUrl, ['order', 'catalog']);
  const env = {
    PORT: '0',
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    ...keys.environmentOf('inventory'),
    ...settings,
  };
  const tools = testTools('inventory');
  const config = parseConfig(inventoryConfig, env);
  const service = await startInventory(config, tools);
  const tokens = await keys.tokensOf('gateway');
  const orm = await openDatabase({ url: database.url, entities: [], migrations: [], log: tools.log });
  const sql = sqlOf(orm.em.fork());

  const ask = <Data>(viewer: Viewer, query: string, variables: Record<string, unknown> = {}) =>
    askAs<Data>(service.port, tokens, viewer, { query, variables });
  const adjust = (input: Record<string, unknown>, viewer: Viewer = WAREHOUSE_STAFF) =>
    ask<Adjusted>(viewer, ADJUST, { input: { warehouseId: 'wh-east', reason: 'count', ...input } });
  const answersTo = (orderId: string): Envelope[] => others.received.filter(({ subject }) => subject === orderId);
  const levelsOf = (sku: string) =>
    sql<{ onHand: number; reserved: number; version: number }>(
      'select on_hand as "onHand", reserved, version from stock_level where sku = $1 order by warehouse_id',
      [sku],
    );

  const expectBooksAgree = async () => expect(await sql('select * from stock_ledger_breach')).toEqual([]);

  /** Messages that had to be tried again, as a deadlock or a clash of two commands would make them. */
  const failedMessages = async (): Promise<number> => {
    const counter = await tools.metrics.getSingleMetric('messages_consumed_total')?.get();
    return (counter?.values ?? [])
      .filter(({ labels }) => labels['outcome'] !== 'done')
      .reduce((sum, { value }) => sum + value, 0);
  };

  return {
    sql,
    ask,
    adjust,
    answersTo,
    levelsOf,
    send: others.send,
    /** Starts another process of the same inventory, beside the first; returns what ends it. */
    withReplica: async () => {
      const replica = await startInventory(config, testTools('inventory'));
      return () => replica.stop();
    },
    /** Sets how a SKU is sold, as staff would. */
    withPolicy: async (sku: string, policy: Policy) => {
      await sql(
        `insert into stock_policy (sku, backorder, backorder_limit, preorder_until, expected_at) values ($1, $2, $3, $4, $5)
         on conflict (sku) do update set backorder = excluded.backorder, backorder_limit = excluded.backorder_limit,
           preorder_until = excluded.preorder_until, expected_at = excluded.expected_at`,
        [
          sku,
          policy.backorder ?? 'DENY',
          policy.backorderLimit ?? null,
          policy.preorderUntil ?? null,
          policy.expectedAt ?? null,
        ],
      );
    },
    /** What the books would say of a statement that nobody should ever make; it is taken back. */
    breachesAfter: async (statement: string) => {
      const em = orm.em.fork();
      await em.begin();
      await sqlOf(em)(statement);
      const breaches = await sqlOf(em)<{ sku: string }>('select sku from stock_ledger_breach');
      await em.rollback();
      return breaches;
    },
    /** Holds the levels of a SKU in a transaction of its own, so that others wait; returns what lets go of them. */
    holdLevels: async (sku: string) => {
      const em = orm.em.fork();
      await em.begin();
      await sqlOf(em)('select from stock_level where sku = $1 for update', [sku]);
      return () => em.rollback();
    },
    received: others.received,
    /** Makes SKUs known and puts pieces of each into the eastern warehouse, as staff would. */
    withStock: async (stock: Readonly<Record<string, number>>) => {
      await others.send(ProductsImported, [{ products: Object.keys(stock).map(productOf) }]);
      for (const [sku, delta] of Object.entries(stock)) {
        await eventually(async () => expect((await levelsOf(sku)).length).toBeGreaterThanOrEqual(2));
        if (delta > 0) await adjust({ sku, delta });
      }
    },
    reserve: (orderId: string, lines: SkuQuantity[], messageId?: string) =>
      others.send(ReserveStock, [{ orderId, lines }], messageId ? [messageId] : []),
    /** The nth answer to an order's commands, once it is there. */
    answer: (orderId: string, nth = 1) =>
      eventually(() => {
        const answers = answersTo(orderId);
        expect(answers.length).toBeGreaterThanOrEqual(nth);
        const { type, data } = answers[nth - 1] as Envelope;
        return { type, data };
      }),
    /** What the catalog was told of a SKU, once it was told of this revision. */
    toldOf: (sku: string, revision: number) =>
      eventually(() => {
        const news = others.received.filter(({ type }) => type === 'InventoryChanged');
        const told = news
          .flatMap(({ data }) => (data as DataOf<typeof InventoryChanged>).levels)
          .filter((level) => level.sku === sku);
        expect(told.map((level) => level.revision)).toContain(revision);
        return told;
      }),
    /** After every scenario: the ledger and the open reservations explain the levels. */
    expectBooksAgree,
    /** The same, nobody waited for each other in a circle, and no message had to be tried twice. */
    expectAllIsWell: async () => {
      await expectBooksAgree();
      expect(await sql('select deadlocks::integer from pg_stat_database where datname = current_database()')).toEqual([
        { deadlocks: 0 },
      ]);
      expect(await failedMessages()).toBe(0);
    },
    stop: async () => {
      await service.stop();
      await others.stop();
      await orm.close();
      await database.drop();
      await keys.remove();
    },
  };
};

export type Inventory = Awaited<ReturnType<typeof anInventory>>;
