import { describe, expect, it } from '@jest/globals';
import { makeApplication } from '../application/index.ts';
import type { StockQueries } from '../application/ports.ts';
import { nothingInStock } from '../domain/stock/opening-stock.ts';
import { makeLoaders } from './loaders.ts';

const EAST = { priority: 1, isActive: true, policy: null };

/** Stock in memory that counts how often it is asked. */
const countingQueries = () => {
  const asked: string[][] = [];
  const queries: StockQueries = {
    levelsOf: async (skus) => {
      asked.push([...skus]);
      return [{ sku: 'b', warehouseId: 'wh-east', onHand: 3, reserved: 1, safetyStock: 0, version: 1, ...EAST }];
    },
    waitingFor: async () => new Map(),
    warehouses: async () => [],
  };
  return { asked, queries };
};

const loadersOn = (queries: StockQueries) => {
  const inUnit = () => Promise.reject(new Error('reads need no transaction'));
  const app = makeApplication({ inUnit, queries, openingRule: nothingInStock });
  return makeLoaders(app, { kind: 'service', name: 'test' }, new Date(0));
};

describe('the variants of a request', () => {
  it('are answered from one read, in their order', async () => {
    const { asked, queries } = countingQueries();
    const { availabilityBySku } = loadersOn(queries);
    const answers = await Promise.all(['a', 'b', 'a', 'c'].map((sku) => availabilityBySku.load(sku)));
    expect(asked).toEqual([['a', 'b', 'c']]);
    expect(answers.map(({ available }) => available)).toEqual([0, 2, 0, 0]);
  });

  it('get their levels from one read', async () => {
    const { asked, queries } = countingQueries();
    const { stockBySku } = loadersOn(queries);
    const [none, some] = await Promise.all(['a', 'b'].map((sku) => stockBySku.load(sku)));
    expect([asked.length, none?.length, some?.length]).toEqual([1, 0, 1]);
  });
});
