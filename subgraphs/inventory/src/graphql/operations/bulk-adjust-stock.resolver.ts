import { newId } from '@cardstock/contracts';
import { RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Operate } from '../../application/operations/operate.ts';
import type { Context } from '../context.ts';
import { BulkAdjustStockInput } from './bulk-adjust-stock.input.ts';
import { BulkAdjustStockResult, toBulkAdjustStockResult } from './bulk-adjust-stock.result.ts';

@Resolver()
export class BulkAdjustStockResolver {
  constructor(
    private readonly operate: Operate,
    private readonly now: () => Date,
  ) {}

  @RequiresScopes('stock:write')
  @Mutation(() => BulkAdjustStockResult, {
    description: 'Corrects many levels by a file; a bad line stops no other. For staff (scope stock:write).',
  })
  async bulkAdjustStock(
    @Arg('input', () => BulkAdjustStockInput, { description: 'The file, and why.' }) input: BulkAdjustStockInput,
    @Ctx() { viewer, requestId }: Context,
  ) {
    const request = { viewer, requestId, at: this.now() };
    const file = { ...input, importId: input.importId ?? newId() };
    return toBulkAdjustStockResult(await this.operate.bulkAdjustStock(request, file));
  }
}
