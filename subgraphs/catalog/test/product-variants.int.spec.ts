import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { VariantDetails } from '../src/domain/product.ts';
import { aProduct, aVariant } from './builders.ts';
import { type RunningCatalog, startCatalogWith } from './running-catalog.ts';

const VARIANTS: Partial<VariantDetails>[] = [
  { sku: 'NM', condition: 'NEAR_MINT' },
  { sku: 'LP', condition: 'LIGHTLY_PLAYED' },
  { sku: 'NM-RF', condition: 'NEAR_MINT', foiling: 'Rainbow' },
  { sku: 'LP-CF', condition: 'LIGHTLY_PLAYED', foiling: 'Cold' },
  { sku: 'NM-DE', condition: 'NEAR_MINT', language: 'de' },
  { sku: 'NM-FIRST', condition: 'NEAR_MINT', edition: 'First' },
  { sku: 'NEW', condition: null },
];

let catalog: RunningCatalog;
beforeAll(async () => {
  catalog = await startCatalogWith([{ id: 'p', details: aProduct({ variants: VARIANTS.map(aVariant) }) }]);
});
afterAll(() => catalog.stop());

type Variants = Record<string, { sku: string }[]>;
const chosen = async (given: string) => {
  const { data } = await catalog.ask<{ product: Variants }>(
    `{ product(id: "p") { chosen: variants${given} { sku } } }`,
  );
  return data.product['chosen']?.map(({ sku }) => sku);
};

describe('the SKUs of a product', () => {
  const ALL = VARIANTS.map(({ sku }) => sku);

  it.each([
    ['', ALL],
    ['(condition: null, foiling: null, isFoil: null)', ALL],
    ['(condition: [LIGHTLY_PLAYED])', ['LP', 'LP-CF']],
    ['(condition: LIGHTLY_PLAYED)', ['LP', 'LP-CF']],
    ['(foiling: ["Cold", "Rainbow"])', ['NM-RF', 'LP-CF']],
    ['(language: ["de"])', ['NM-DE']],
    ['(edition: ["First"])', ['NM-FIRST']],
    ['(isFoil: true)', ['NM-RF', 'LP-CF']],
    ['(isFoil: false, condition: [NEAR_MINT], language: ["en"])', ['NM', 'NM-FIRST']],
    ['(condition: [NEAR_MINT, LIGHTLY_PLAYED], foiling: ["Cold"])', ['LP-CF']],
    ['(foiling: ["None such"])', []],
    ['(condition: [])', []],
  ])('are chosen by%s', async (given, skus) => {
    expect(await chosen(given)).toEqual(skus);
  });

  it('are chosen otherwise under each alias of one operation', async () => {
    const { data } = await catalog.ask<{ product: Variants }>(
      '{ product(id: "p") { cold: variants(foiling: ["Cold"]) { sku } german: variants(language: ["de"]) { sku } } }',
    );
    expect(data.product).toEqual({ cold: [{ sku: 'LP-CF' }], german: [{ sku: 'NM-DE' }] });
  });

  it.each(['condition', 'foiling', 'language', 'edition'])(
    'are not chosen by more than 100 values (%s)',
    async (field) => {
      const type = field === 'condition' ? 'CardCondition' : 'String';
      const query = `query ($values: [${type}!]) { product(id: "p") { variants(${field}: $values) { sku } } }`;
      const values = Array.from({ length: 101 }, () => 'NEAR_MINT');
      const { errors } = await catalog.ask(query, { values });
      expect(errors?.[0]).toMatchObject({
        path: ['product', 'variants'],
        extensions: { code: 'BAD_USER_INPUT', fields: [{ field }] },
      });
      expect((await catalog.ask(query, { values: values.slice(1) })).errors).toBeUndefined();
    },
  );
});
