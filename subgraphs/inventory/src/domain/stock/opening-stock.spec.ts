import { describe, expect, it } from '@jest/globals';
import { demoStock, nothingInStock, openingsOf } from './opening-stock.ts';

const skus = Array.from({ length: 5_000 }, (_, index) => `SKU-${index}`);
const warehouses = ['wh-east', 'wh-west'];

describe('the stock made up for demonstrations', () => {
  it('is the same for a SKU every time', () => {
    expect(openingsOf(['WTR001-NM'], warehouses, demoStock)).toEqual(openingsOf(['WTR001-NM'], warehouses, demoStock));
  });

  it('leaves about 8 % of SKUs sold out, and gives the others 1 to 40 pieces over two warehouses', () => {
    const openings = openingsOf(skus, warehouses, demoStock);
    const totals = skus.map((_, index) => (openings[2 * index]?.onHand ?? 0) + (openings[2 * index + 1]?.onHand ?? 0));
    const soldOut = totals.filter((total) => total === 0).length / totals.length;
    expect(soldOut).toBeGreaterThan(0.06);
    expect(soldOut).toBeLessThan(0.1);
    expect(Math.max(...totals)).toBe(40);
    expect(openings.every(({ onHand }) => onHand >= 0)).toBe(true);
    expect(
      openings.filter(({ warehouseId, onHand }) => warehouseId === 'wh-west' && onHand > 0).length,
    ).toBeGreaterThan(2_000);
  });
});

it('opens every warehouse empty where no stock is made up', () => {
  expect(openingsOf(['a'], warehouses, nothingInStock)).toEqual([
    { sku: 'a', warehouseId: 'wh-east', onHand: 0 },
    { sku: 'a', warehouseId: 'wh-west', onHand: 0 },
  ]);
});
