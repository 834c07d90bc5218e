import { Authenticated } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Application } from '../../application/index.ts';
import type { CartView } from '../../application/reading/views.ts';
import type { Context } from '../context.ts';
import { VariantType } from '../references.type.ts';
import { AddToCartInput, CartPromotionCodeInput, MergeCartInput, SetCartLineInput } from './cart.input.ts';
import {
  AddToCartResult,
  ApplyPromotionCodeResult,
  MergeCartSuccessType,
  toApplyCodeResult,
  toCartResult,
} from './cart.result.ts';
import { CartLineType, CartType } from './cart.type.ts';

const OWN = { nullable: true, description: 'The id of the cart. Left out: your own.' };

@Resolver()
export class CartResolver {
  constructor(private readonly app: Application) {}

  @Query(() => CartType, { nullable: true, description: "A cart by its id, or your own. Null for somebody else's." })
  cart(@Arg('id', () => ID, OWN) id: string | null, @Ctx() { viewer }: Context): Promise<CartView | null> {
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

  @Mutation(() => CartType, { description: 'Takes everything out of a cart, its promotion codes too.' })
  clearCart(@Arg('id', () => ID, OWN) id: string | null, @Ctx() { viewer }: Context): Promise<CartView> {
    return this.app.clearCart(viewer, id ?? undefined);
  }

  @Authenticated()
  @Mutation(() => MergeCartSuccessType, {
    description: 'Moves what a guest cart holds into your own, once, however often it is asked for: after logging in.',
  })
  mergeCart(
    @Arg('input', () => MergeCartInput, { description: 'Which guest cart.' }) { guestCartId }: MergeCartInput,
    @Ctx() { viewer }: Context,
  ) {
    return this.app.mergeCart(viewer, guestCartId);
  }

  @Mutation(() => ApplyPromotionCodeResult, {
    description: 'Puts a promotion code into a cart. It is used up when an order is placed with it, not before.',
  })
  async applyPromotionCode(
    @Arg('input', () => CartPromotionCodeInput, { description: 'Which code, and which cart.' }) {
      cartId,
      code,
    }: CartPromotionCodeInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof ApplyPromotionCodeResult> {
    return toApplyCodeResult(await this.app.applyCode(viewer, { cartId: cartId ?? undefined, code }));
  }

  @Mutation(() => CartType, { description: 'Takes a promotion code out of a cart.' })
  removePromotionCode(
    @Arg('input', () => CartPromotionCodeInput, { description: 'Which code, and which cart.' }) {
      cartId,
      code,
    }: CartPromotionCodeInput,
    @Ctx() { viewer }: Context,
  ): Promise<CartView> {
    return this.app.removeCode(viewer, { cartId: cartId ?? undefined, code });
  }
}

@Resolver(() => CartLineType)
export class CartLineResolver {
  @FieldResolver(() => VariantType, { description: 'What the line is of.' })
  variant(@Root() line: CartLineType): VariantType {
    return { sku: line.sku };
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether so many can be ordered now. True, too, while inventory does not tell: the order will find out.',
  })
  async isAvailable(@Root() { sku, quantity }: CartLineType, @Ctx() { loaders }: Context): Promise<boolean> {
    const known = await loaders.availability.load(sku);
    return !known || known.mayExceed || known.available >= quantity;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many pieces there are now. Null while inventory does not tell.',
  })
  async availableQuantity(@Root() { sku }: CartLineType, @Ctx() { loaders }: Context): Promise<number | null> {
    return (await loaders.availability.load(sku))?.available ?? null;
  }
}
