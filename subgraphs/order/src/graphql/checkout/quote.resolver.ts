import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Application } from '../../application/index.ts';
import type { Context } from '../context.ts';
import { VariantType } from '../references.type.ts';
import { QuoteInput } from './quote.input.ts';
import { QuoteResult, toQuoteResult } from './quote.result.ts';
import { QuoteLineType } from './quote.type.ts';
import { toAddress } from './to-address.ts';

@Resolver()
export class QuoteResolver {
  constructor(private readonly app: Application) {}

  @Mutation(() => QuoteResult, {
    description:
      'Says what a purchase costs with discounts, shipping and tax, and keeps it for half an hour. For guests, too.',
  })
  async quote(
    @Arg('input', () => QuoteInput, { description: 'What to quote.' }) input: QuoteInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof QuoteResult> {
    const outcome = await this.app.quote(viewer, {
      cartId: input.cartId ?? undefined,
      lines: input.lines?.map(({ sku, quantity }) => ({ sku, quantity })),
      shippingAddress: input.shippingAddress ? toAddress(input.shippingAddress) : undefined,
      promotionCodes: input.promotionCodes ?? undefined,
      shippingOptionId: input.shippingOptionId ?? undefined,
    });
    return toQuoteResult(outcome);
  }
}

@Resolver(() => QuoteLineType)
export class QuoteLineResolver {
  @FieldResolver(() => VariantType, { description: 'What the line is of.' })
  variant(@Root() { sku }: QuoteLineType): VariantType {
    return { sku };
  }
}
