import {
  type DataOf,
  type Envelope,
  type InventoryChanged,
  ProductsImported,
  ReserveStock,
  type SkuQuantity,
} from '@cardstock/contracts';
import { openDatabase, parseConfig, sqlOf, type Viewer } from '@cardstock/service';
import {
  askAs,
  aUser,
  eventually,
  freshDatabase,
  freshRedisUrl,
  startOtherDomains,
  testKeys,
  testTools,
} from '@cardstock/testing';
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

const productOf = (sku: string) => ({
  productId: sku,
  name: sku,
  variants: [{ sku, title: sku, price: { amount: 100, currency: 'USD' }, weightGrams: 2 }],
});

// What no scenario may ever leave behind: a level that its ledger or its open reservations do not explain.
const UNEXPLAINED = `
  select level.sku, level.warehouse_id from stock_level level
  left join (select sku, warehouse_id, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved
             from stock_movement group by sku, warehouse_id) ledger using (sku, warehouse_id)
  left join (select sku, warehouse_id, sum(quantity) as quantity from reservation_line join reservation using (order_id)
             where status = 'HELD' group by sku, warehouse_id) held using (sku, warehouse_id)
  where level.on_hand <> coalesce(ledger.on_hand, 0) or level.reserved <> coalesce(ledger.reserved, 0)
     or level.reserved <> coalesce(held.quantity, 0)`;

/** An inventory on stores of its own, with the domains around it. */
export const anInventory = async (settings: { OPENING_STOCK?: 'none' | 'demo' } = {}) => {
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
  const service = await startInventory(parseConfig(inventoryConfig, env), tools);
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
    received: others.received,
    /** Makes SKUs known and puts pieces of each into the eastern warehouse, as staff would. */
    withStock: async (stock: Readonly<Record<string, number>>) => {
      await others.send(ProductsImported, [{ products: Object.keys(stock).map(productOf) }]);
      for (const [sku, delta] of Object.entries(stock)) {
        await eventually(async () => expect(await levelsOf(sku)).toHaveLength(2));
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
    /** After every scenario: the ledger and the open reservations explain the levels, and no message had to be tried twice. */
    expectAllIsWell: async () => {
      expect(await sql(UNEXPLAINED)).toEqual([]);
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
