import { Paged, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { LedgerPage } from '../../application/reading/read-ledger.ts';
import type { Context } from '../context.ts';
import { StockPolicyType } from '../stock/stock-policy.type.ts';
import { VariantType } from '../stock/variant.type.ts';
import { WarehouseType } from '../stock/warehouse.type.ts';
import { InventoryProofType, StockLevelProofType } from './inventory-proof.type.ts';
import { StockMovementConnectionType, StockMovementType } from './stock-movement.type.ts';

const PAGE_SIZE = 20;

@Resolver(() => VariantType)
export class VariantLedgerResolver {
  @Paged()
  @RequiresScopes('stock:read')
  @FieldResolver(() => StockMovementConnectionType, {
    description: 'Every change of its stock, the newest first. For staff (scope stock:read).',
  })
  stockMovements(
    @Root() { sku }: VariantType,
    @Arg('first', () => Int, { nullable: true, defaultValue: PAGE_SIZE, description: 'How many, 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Only what comes after this cursor.' })
    after: string | null,
    @Ctx() { loaders }: Context,
  ) {
    return loaders.movements.load({ sku, first: first ?? PAGE_SIZE, after: after ?? undefined });
  }

  @RequiresScopes('stock:read')
  @FieldResolver(() => InventoryProofType, {
    description: 'Whether ledger, levels and open reservations agree. For staff (scope stock:read).',
  })
  inventoryProof(@Root() { sku }: VariantType, @Ctx() { loaders }: Context) {
    return loaders.proofBySku.load(sku);
  }

  @RequiresScopes('stock:read')
  @FieldResolver(() => StockPolicyType, {
    description: 'How it is sold when there is little or nothing of it. For staff (scope stock:read).',
  })
  stockPolicy(@Root() { sku }: VariantType, @Ctx() { loaders }: Context) {
    return loaders.policyBySku.load(sku);
  }
}

@Resolver(() => StockMovementConnectionType)
export class StockMovementConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many entries the ledger of the variant has.' })
  totalCount(@Root() { sku }: LedgerPage, @Ctx() { loaders }: Context) {
    return loaders.movementCountBySku.load(sku);
  }
}

@Resolver(() => StockMovementType)
export class StockMovementResolver {
  @FieldResolver(() => WarehouseType, { description: 'Where stock moved.' })
  warehouse(@Root() { warehouseId }: StockMovementType, @Ctx() { loaders }: Context) {
    return loaders.warehouseById.load(warehouseId);
  }
}

@Resolver(() => StockLevelProofType)
export class StockLevelProofResolver {
  @FieldResolver(() => WarehouseType, { description: 'The warehouse of the level.' })
  warehouse(@Root() { warehouseId }: StockLevelProofType, @Ctx() { loaders }: Context) {
    return loaders.warehouseById.load(warehouseId);
  }
}
