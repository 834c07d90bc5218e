import { RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Application } from '../../application/index.ts';
import type { Context } from '../context.ts';
import { AdjustStockInput } from '../operations/adjust-stock.input.ts';
import { AdjustStockResult, toAdjustStockResult } from '../operations/adjust-stock.result.ts';
import { WarehouseType } from './warehouse.type.ts';

@Resolver()
export class StockResolver {
  constructor(
    private readonly app: Application,
    private readonly now: () => Date,
  ) {}

  @RequiresScopes('stock:read')
  @Query(() => [WarehouseType], {
    description: 'All warehouses, the preferred one first. For staff (scope stock:read).',
  })
  warehouses(@Ctx() { viewer }: Context) {
    return this.app.listWarehouses(viewer);
  }

  @RequiresScopes('stock:write')
  @Mutation(() => AdjustStockResult, { description: 'Corrects a stock level by hand. For staff (scope stock:write).' })
  async adjustStock(
    @Arg('input', () => AdjustStockInput, { description: 'What to correct, and why.' }) input: AdjustStockInput,
    @Ctx() { viewer, requestId }: Context,
  ) {
    const adjustment = { ...input, expectedVersion: input.expectedVersion ?? undefined };
    return toAdjustStockResult(await this.app.adjustStock({ viewer, requestId, at: this.now() }, adjustment));
  }
}
