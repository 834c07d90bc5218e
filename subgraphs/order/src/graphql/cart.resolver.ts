import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Application } from '../application/index.ts';
import type { CartView } from '../application/views.ts';
import { AddToCartInput, SetCartLineInput } from './cart.input.ts';
import { AddToCartResult, toCartResult } from './cart.result.ts';
import { CartLineType, CartType } from './cart.type.ts';
import type { Context } from './context.ts';
import { VariantType } from './references.type.ts';

@Resolver()
export class CartResolver {
  constructor(private readonly app: Application) {}

  @Query(() => CartType, { nullable: true, description: "A cart by its id, or your own. Null for somebody else's." })
  cart(
    @Arg('id', () => ID, { nullable: true, description: 'The id of the cart. Left out: your own.' }) id: string | null,
    @Ctx() { viewer }: Context,
  ): Promise<CartView | null> {
    return this.app.readCart(viewer, id ?? undefined);
  }

  @Mutation(() => AddToCartResult, { description: 'Puts pieces into a cart, beside those that are in it already.' })
  async addToCart(
    @Arg('input', () => AddToCartInput, { description: 'What to put in.' }) { cartId, sku, quantity }: AddToCartInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof AddToCartResult> {
    return toCartResult(await this.app.addToCart(viewer, { cartId: cartId ?? undefined, sku, quantity }));
  }

  @Mutation(() => AddToCartResult, { description: 'Sets how many pieces of a SKU a cart has; 0 takes the SKU out.' })
  async setCartLine(
    @Arg('input', () => SetCartLineInput, { description: 'Which SKU, and how many.' }) {
      cartId,
      sku,
      quantity,
    }: SetCartLineInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof AddToCartResult> {
    return toCartResult(await this.app.setCartLine(viewer, { cartId: cartId ?? undefined, sku, quantity }));
  }
}

@Resolver(() => CartLineType)
export class CartLineResolver {
  @FieldResolver(() => VariantType, { description: 'What the line is of.' })
  variant(@Root() line: CartLineType): VariantType {
    return { sku: line.sku };
  }
}
