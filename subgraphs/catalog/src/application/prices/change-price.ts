import type { Money } from '@cardstock/contracts';
import { z } from 'zod';
import { price as priceRules } from '../../domain/product/checks.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import { checked } from '../checked.ts';
import type { ChangeProduct } from '../products/change-product.ts';
import type { ProductOutcome } from '../products/handle-product.ts';
import type { OwnersOf } from './ports.ts';

export interface PriceChange {
  readonly sku: string;
  readonly price: Money;
  readonly expectedVersion?: number | undefined;
}

interface Parts {
  readonly changeProduct: ChangeProduct;
  readonly ownersOf: OwnersOf;
}

export const priced = z.object({ price: priceRules });

export const unknownSku = (sku: string) => ({
  ok: false as const,
  refusal: { code: 'VARIANT_UNKNOWN' as const, unknownSkus: [sku] },
});

export type ChangePrice = (request: StaffRequest, change: PriceChange) => Promise<ProductOutcome>;

/** Sells a SKU at another price from now on. Throws UNAUTHENTICATED, FORBIDDEN or BAD_USER_INPUT. */
export const makeChangePrice =
  ({ changeProduct, ownersOf }: Parts): ChangePrice =>
  async (request, { sku, price, expectedVersion }) => {
    editorOf(request.viewer);
    checked(priced, { price });
    const productId = (await ownersOf([sku])).get(sku);
    if (productId === undefined) return unknownSku(sku);
    const command = { type: 'ChangePrices', prices: [{ sku, price }] } as const;
    return changeProduct.change(request, { productId, expectedVersion, command });
  };
