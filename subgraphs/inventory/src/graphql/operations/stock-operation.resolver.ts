import { RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Operate } from '../../application/operations/operate.ts';
import type { Context } from '../context.ts';
import {
  CountStockInput,
  ReceiveStockInput,
  SetSafetyStockInput,
  TransferStockInput,
} from './stock-operation.inputs.ts';
import {
  CountStockResult,
  ReceiveStockResult,
  SetSafetyStockResult,
  TransferStockResult,
  toCountStockResult,
  toReceiveStockResult,
  toSetSafetyStockResult,
  toTransferStockResult,
} from './stock-operation.results.ts';

interface Papers {
  readonly reference?: string | null;
  readonly expectedVersion?: number | null;
}

const withPapers = <Input extends Papers>(input: Input) => ({
  ...input,
  reference: input.reference ?? null,
  expectedVersion: input.expectedVersion ?? undefined,
});

@Resolver()
export class StockOperationResolver {
  constructor(
    private readonly operate: Operate,
    private readonly now: () => Date,
  ) {}

  @RequiresScopes('stock:write')
  @Mutation(() => ReceiveStockResult, {
    description: 'Takes pieces that came into a warehouse. For staff (scope stock:write).',
  })
  async receiveStock(
    @Arg('input', () => ReceiveStockInput, { description: 'What came, where, and why.' }) input: ReceiveStockInput,
    @Ctx() { viewer, requestId }: Context,
  ) {
    const request = { viewer, requestId, at: this.now() };
    return toReceiveStockResult(await this.operate.receiveStock(request, withPapers(input)));
  }

  @RequiresScopes('stock:write')
  @Mutation(() => TransferStockResult, {
    description: 'Moves free pieces from one warehouse to another. For staff (scope stock:write).',
  })
  async transferStock(
    @Arg('input', () => TransferStockInput, { description: 'What goes from where to where, and why.' })
    input: TransferStockInput,
    @Ctx() { viewer, requestId }: Context,
  ) {
    const request = { viewer, requestId, at: this.now() };
    return toTransferStockResult(await this.operate.transferStock(request, withPapers(input)));
  }

  @RequiresScopes('stock:write')
  @Mutation(() => CountStockResult, {
    description:
      'Puts a level to what was counted; also a count that changes nothing is kept. For staff (scope stock:write).',
  })
  async countStock(
    @Arg('input', () => CountStockInput, { description: 'What was counted, where, and why.' }) input: CountStockInput,
    @Ctx() { viewer, requestId }: Context,
  ) {
    const request = { viewer, requestId, at: this.now() };
    return toCountStockResult(await this.operate.countStock(request, withPapers(input)));
  }

  @RequiresScopes('stock:write')
  @Mutation(() => SetSafetyStockResult, {
    description: 'Says how many pieces a warehouse keeps back from sale. For staff (scope stock:write).',
  })
  async setSafetyStock(
    @Arg('input', () => SetSafetyStockInput, { description: 'What is kept back, where, and why.' })
    input: SetSafetyStockInput,
    @Ctx() { viewer, requestId }: Context,
  ) {
    const request = { viewer, requestId, at: this.now() };
    return toSetSafetyStockResult(await this.operate.setSafetyStock(request, withPapers(input)));
  }
}
