import { describe, expect, it } from '@jest/globals';
import type { Sales } from '../../domain/stock/replenishment.ts';
import type { StaffQueries } from '../reading/staff-queries.ts';
import { suggestReplenishment } from './suggest-replenishment.ts';

const plan = { days: 10, leadTimeDays: 5, coverDays: 5 };
const staff = { kind: 'service', name: 'test' } as const;

/** Sales in memory, by SKU; counts how many were looked at. */
const queriesOn = (sales: readonly Sales[]) => {
  let looked = 0;
  const queries = {
    sales: async ({ limit, after = '' }: Parameters<StaffQueries['sales']>[0]) => {
      const page = sales.filter(({ sku }) => sku > after).slice(0, limit);
      looked += page.length;
      return page;
    },
  } as unknown as StaffQueries;
  return { suggestions: suggestReplenishment(queries, () => new Date(0)), timesLooked: () => looked };
};

const skus = (count: number, needs: (place: number) => boolean): Sales[] =>
  Array.from({ length: count }, (_, place) => ({
    sku: `sku-${String(place).padStart(5, '0')}`,
    sold: 10,
    free: needs(place) ? 0 : 100,
    safetyStock: 0,
    waiting: 0,
  }));

const walk = async (sales: readonly Sales[], first: number) => {
  const { suggestions, timesLooked } = queriesOn(sales);
  const seen: string[] = [];
  let after: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const { nodes, pageInfo } = await suggestions(staff, plan, { first, after });
    seen.push(...nodes.map(({ sku }) => sku));
    if (!pageInfo.hasNextPage) return { seen, pages, looked: timesLooked() };
    after = pageInfo.endCursor ?? undefined;
  }
};

describe('the pages of what to order', () => {
  it.each([
    ['everything', () => true],
    ['nothing', () => false],
    ['every seventh', (place: number) => place % 7 === 0],
    ['the last one', (place: number) => place === 2_499],
  ])('show all that is needed once, where %s is', async (_what, needs) => {
    const sales = skus(2_500, needs);
    const { seen } = await walk(sales, 30);
    expect(seen).toEqual(sales.filter(({ free }) => free === 0).map(({ sku }) => sku));
  });

  it('look at no more than they need, and at a bounded number where nothing is needed', async () => {
    const { suggestions, timesLooked } = queriesOn(skus(5_000, () => true));
    await suggestions(staff, plan, { first: 20, after: undefined });
    expect(timesLooked()).toBe(200);
    const rare = queriesOn(skus(5_000, () => false));
    const page = await rare.suggestions(staff, plan, { first: 20, after: undefined });
    expect([rare.timesLooked(), page.nodes.length, page.pageInfo.hasNextPage]).toEqual([1_000, 0, true]);
  });
});
