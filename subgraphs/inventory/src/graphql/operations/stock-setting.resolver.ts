import { RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Operate } from '../../application/operations/operate.ts';
import type { Context } from '../context.ts';
import { SetStockPolicyInput } from './stock-policy.input.ts';
import {
  SaveWarehouseResult,
  SetStockPolicyResult,
  toSaveWarehouseResult,
  toSetStockPolicyResult,
} from './stock-setting.results.ts';
import { SetWarehouseActiveInput, UpsertWarehouseInput } from './warehouse.inputs.ts';

@Resolver()
export class StockSettingResolver {
  constructor(
    private readonly operate: Operate,
    private readonly now: () => Date,
  ) {}

  @RequiresScopes('stock:write')
  @Mutation(() => SetStockPolicyResult, {
    description: 'Says how a variant is sold when there is little or nothing of it. For staff (scope stock:write).',
  })
  async setStockPolicy(
    @Arg('input', () => SetStockPolicyInput, { description: 'All rules of the variant.' }) input: SetStockPolicyInput,
    @Ctx() { viewer, requestId }: Context,
  ) {
    const { reason, expectedVersion, sku, lowStockAt, backorder } = input;
    const dates = { preorderUntil: input.preorderUntil ?? null, expectedAt: input.expectedAt ?? null };
    const rules = { sku, lowStockAt, backorder, backorderLimit: input.backorderLimit ?? null, ...dates };
    const request = { viewer, requestId, at: this.now() };
    const edit = { rules, reason, expectedVersion: expectedVersion ?? undefined };
    return toSetStockPolicyResult(await this.operate.setStockPolicy(request, edit));
  }

  @RequiresScopes('stock:write')
  @Mutation(() => SaveWarehouseResult, {
    description: 'Makes a warehouse, or changes the one with this id. For staff (scope stock:write).',
  })
  async upsertWarehouse(
    @Arg('input', () => UpsertWarehouseInput, { description: 'The warehouse as it should be.' })
    input: UpsertWarehouseInput,
    @Ctx() { viewer, requestId }: Context,
  ) {
    const { reason, expectedVersion, ...warehouse } = input;
    const draft = { ...warehouse, location: input.location ?? null };
    const request = { viewer, requestId, at: this.now() };
    const edit = { draft, reason, expectedVersion: expectedVersion ?? undefined };
    return toSaveWarehouseResult(await this.operate.upsertWarehouse(request, edit));
  }

  @RequiresScopes('stock:write')
  @Mutation(() => SaveWarehouseResult, {
    description: 'Closes a warehouse to new orders, or opens it again. For staff (scope stock:write).',
  })
  async setWarehouseActive(
    @Arg('input', () => SetWarehouseActiveInput, { description: 'Which warehouse, and why.' })
    input: SetWarehouseActiveInput,
    @Ctx() { viewer, requestId }: Context,
  ) {
    const request = { viewer, requestId, at: this.now() };
    const edit = { ...input, expectedVersion: input.expectedVersion ?? undefined };
    return toSaveWarehouseResult(await this.operate.setWarehouseActive(request, edit));
  }
}
