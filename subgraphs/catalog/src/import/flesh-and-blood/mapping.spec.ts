import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SourceProduct } from '../source.ts';
import { fleshAndBlood } from './flesh-and-blood.source.ts';

let products: SourceProduct[];
beforeAll(async () => {
  products = await fleshAndBlood.load();
});

const variants = () => products.flatMap(({ details }) => details.variants);
const priceOfSku = (wanted: string) => variants().find(({ sku }) => sku === wanted)?.price;
const distinct = <Item>(items: readonly Item[]): number => new Set(items).size;

describe('the whole Flesh and Blood data set', () => {
  it('gives one product per printing, with ids and slugs that no other has', () => {
    expect(products).toHaveLength(15_591);
    expect(distinct(products.map(({ id }) => id))).toBe(15_591);
    expect(distinct(products.map(({ details }) => details.slug))).toBe(15_591);
  });

  it('gives five SKUs per printing, each unique and readable', () => {
    expect(distinct(variants().map(({ sku }) => sku))).toBe(77_955);
    expect(variants().filter(({ sku }) => !/^[A-Z0-9]+(-[A-Z0-9]+)+$/.test(sku))).toEqual([]);
  });

  it('prices every SKU in whole cents above zero', () => {
    expect(variants().filter(({ price }) => !Number.isSafeInteger(price.amount) || price.amount <= 0)).toEqual([]);
  });

  it('comes out the same every time', async () => {
    expect(await fleshAndBlood.load()).toEqual(products);
  });
});

describe('a printing', () => {
  it('becomes a product with readable names', () => {
    const product = products.find(({ details }) => details.slug === 'annals-of-sutcliffe-dyn172-rainbow');
    expect(product?.details).toMatchObject({
      name: 'Annals of Sutcliffe',
      set: 'Dynasty',
      number: 'DYN172',
      rarity: 'Rare',
      types: ['Weapon', '2H', 'Book'],
    });
    expect(product?.details.variants[0]).toMatchObject({
      sku: 'DYN172-RF-NM',
      title: 'Annals of Sutcliffe · DYN172 · Rainbow Foil · Near Mint',
      foiling: 'Rainbow',
      edition: null,
    });
  });

  it('costs more as a foil and less when played', () => {
    const [plain, foil, played] = ['DYN172-NM', 'DYN172-RF-NM', 'DYN172-DMG'].map(
      (sku) => priceOfSku(sku)?.amount ?? 0,
    );
    expect(foil).toBeGreaterThan(plain ?? 0);
    expect(played).toBeLessThan(plain ?? 0);
  });

  it('keeps both artworks that the data set gives the same name', () => {
    const both = products.filter(({ details }) =>
      details.slug.startsWith('construct-nitro-mechanoid-yellow-gem119-full-art'),
    );
    expect(both.map(({ details }) => details.artists)).toEqual([['Isuardi Therianto'], ['Sam Yang']]);
  });
});
