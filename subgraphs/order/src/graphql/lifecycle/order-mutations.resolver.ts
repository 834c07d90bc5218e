import { Authenticated } from '@cardstock/service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { PlaceOrderRequest } from '../../application/checkout/requests.ts';
import type { Application } from '../../application/index.ts';
import { PlaceOrderInput } from '../checkout/place-order.input.ts';
import { PlaceOrderResult, toPlaceOrderResult } from '../checkout/place-order.result.ts';
import { toAddress } from '../checkout/to-address.ts';
import type { Context } from '../context.ts';
import { CancelOrderInput } from './cancel-order.input.ts';
import { CancelOrderResult } from './cancel-order.result.ts';
import { toCancelOrderResult } from './order-changes.result.ts';

const toRequest = (input: PlaceOrderInput): PlaceOrderRequest => ({
  idempotencyKey: input.idempotencyKey.toLowerCase(),
  cartId: input.cartId ?? undefined,
  lines: input.lines?.map(({ sku, quantity }) => ({ sku, quantity })),
  quoteId: input.quoteId ?? undefined,
  promotionCodes: input.promotionCodes ?? undefined,
  shippingOptionId: input.shippingOptionId ?? undefined,
  shippingAddress: toAddress(input.shippingAddress),
  payment: { method: input.payment.method, token: input.payment.token },
  expectedTotal: input.expectedTotal ?? undefined,
});

@Resolver()
export class OrderMutationsResolver {
  constructor(private readonly app: Application) {}

  @Authenticated()
  @Mutation(() => PlaceOrderResult, {
    description: 'Places an order. Whether it can be fulfilled and paid shows in its status a moment later.',
  })
  async placeOrder(
    @Arg('input', () => PlaceOrderInput, { description: 'What to order.' }) input: PlaceOrderInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof PlaceOrderResult> {
    return toPlaceOrderResult(await this.app.placeOrder(viewer, toRequest(input)), input.idempotencyKey);
  }

  @Authenticated()
  @Mutation(() => CancelOrderResult, {
    description: 'Calls an order off, at once or, where the warehouse has it already, if it has not been shipped.',
  })
  async cancelOrder(
    @Arg('input', () => CancelOrderInput, { description: 'Which order, and why.' }) {
      orderId,
      reason,
    }: CancelOrderInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof CancelOrderResult> {
    return toCancelOrderResult(await this.app.cancelOrder(viewer, { orderId, reason }), orderId);
  }
}
