import type { Address, SkuQuantity } from '@cardstock/contracts';
import type { PaymentMethod } from '../../domain/order/events.ts';

export interface PlaceOrderRequest {
  readonly idempotencyKey: string;
  readonly cartId?: string | undefined;
  readonly lines?: readonly SkuQuantity[] | undefined;
  readonly quoteId?: string | undefined;
  readonly promotionCodes?: readonly string[] | undefined;
  readonly shippingOptionId?: string | undefined;
  readonly shippingAddress: Address;
  readonly payment: PaymentMethod;
  readonly expectedTotal?: number | undefined;
}

export interface CartRequest {
  readonly cartId?: string | undefined;
  readonly sku: string;
  readonly quantity: number;
}
