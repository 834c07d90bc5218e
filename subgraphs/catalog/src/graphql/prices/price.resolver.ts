import { DateTime, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { BulkPrices } from '../../application/prices/bulk/bulk-change-prices.ts';
import type { ChangePrice } from '../../application/prices/change-price.ts';
import type { ListScheduledPrices } from '../../application/prices/list-scheduled-prices.ts';
import type { SchedulePrice } from '../../application/prices/schedule-price.ts';
import type { CatalogContext } from '../context.ts';
import { VariantType } from '../product.type.ts';
import { ExpectedVersion } from '../products/arguments.ts';
import { PriceInput } from '../products/price.input.ts';
import { toProductResult } from '../products/product.result.ts';
import {
  CancelScheduledPriceResult,
  ChangePriceResult,
  SchedulePriceResult,
  toCancelResult,
  toScheduleResult,
} from './price.result.ts';
import { ScheduledPriceType, toScheduledPriceType } from './scheduled-price.type.ts';

export interface PriceApplication {
  readonly changePrice: ChangePrice;
  readonly bulkPrices: BulkPrices;
  readonly schedulePrice: SchedulePrice;
  readonly listScheduledPrices: ListScheduledPrices;
}

const Sku = (): ParameterDecorator => Arg('sku', () => ID, { description: 'The SKU.' }) as ParameterDecorator;
const Price = (): ParameterDecorator =>
  Arg('price', () => PriceInput, { description: 'Price of one piece.' }) as ParameterDecorator;

@Resolver(() => VariantType)
export class PriceResolver {
  constructor(
    private readonly app: PriceApplication,
    private readonly now: () => Date,
  ) {}

  @RequiresScopes('catalog:write')
  @Mutation(() => ChangePriceResult, {
    description: 'Sells a SKU at another price from now on. For staff (scope catalog:write).',
  })
  async changePrice(
    @Sku() sku: string,
    @Price() { amount, currency }: PriceInput,
    @ExpectedVersion() expectedVersion: number | null,
    @Ctx() { viewer }: CatalogContext,
  ) {
    const change = { sku, price: { amount, currency }, expectedVersion: expectedVersion ?? undefined };
    return toProductResult(await this.app.changePrice({ viewer, at: this.now() }, change));
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => SchedulePriceResult, {
    description:
      'Has a price come into force by itself. Whatever the price is by then, it becomes this one. For staff (scope catalog:write).',
  })
  async schedulePriceChange(
    @Sku() sku: string,
    @Price() { amount, currency }: PriceInput,
    @Arg('effectiveAt', () => DateTime, { description: 'From when on: in the future, within two years.' })
    effectiveAt: Date,
    @Ctx() { viewer }: CatalogContext,
  ) {
    const schedule = { sku, price: { amount, currency }, effectiveAt };
    return toScheduleResult(await this.app.schedulePrice.schedule({ viewer, at: this.now() }, schedule));
  }

  @RequiresScopes('catalog:write')
  @Mutation(() => CancelScheduledPriceResult, {
    description: 'Has a scheduled price not come into force. For staff (scope catalog:write).',
  })
  async cancelScheduledPrice(
    @Arg('id', () => ID, { description: 'The scheduled price.' }) id: string,
    @Ctx() { viewer }: CatalogContext,
  ) {
    return toCancelResult(await this.app.schedulePrice.cancel({ viewer, at: this.now() }, id));
  }

  @RequiresScopes('catalog:write')
  @FieldResolver(() => [ScheduledPriceType], {
    description:
      'Prices that come, or came, into force by themselves: the 50 farthest ahead, latest first. For staff (scope catalog:write).',
  })
  async scheduledPrices(@Root() { sku }: VariantType, @Ctx() { viewer, loaders }: CatalogContext) {
    return (await this.app.listScheduledPrices(viewer, sku, loaders.scheduledPrices)).map(toScheduledPriceType);
  }
}
