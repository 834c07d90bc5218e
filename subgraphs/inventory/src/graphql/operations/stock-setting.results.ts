import { createUnionType, Field, ObjectType } from 'type-graphql';
import type { WarehouseOutcome } from '../../application/operations/save-warehouse.ts';
import type { PolicyOutcome } from '../../application/operations/set-stock-policy.ts';
import type { StockPolicy } from '../../domain/stock/stock-policy.ts';
import type { Warehouse } from '../../domain/stock/warehouse.ts';
import { StockPolicyType } from '../stock/stock-policy.type.ts';
import { WarehouseType } from '../stock/warehouse.type.ts';
import { StaleStockPolicyType, StaleWarehouseVersionType, WarehouseCodeTakenType } from './stock-refusal.types.ts';

@ObjectType('SetStockPolicySuccess', { description: 'The policy holds from now on.' })
class SetStockPolicySuccessType {
  @Field(() => StockPolicyType, { description: 'The policy as it is now.' })
  policy!: StockPolicy;
}

@ObjectType('SaveWarehouseSuccess', { description: 'The warehouse is as it should be.' })
class SaveWarehouseSuccessType {
  @Field(() => WarehouseType, { description: 'The warehouse as it is now.' })
  warehouse!: Warehouse;
}

export const SetStockPolicyResult = createUnionType({
  name: 'SetStockPolicyResult',
  description: 'What became of a change of policy.',
  types: () => [SetStockPolicySuccessType, StaleStockPolicyType] as const,
});

export const SaveWarehouseResult = createUnionType({
  name: 'SaveWarehouseResult',
  description: 'What became of a change of a warehouse.',
  types: () => [SaveWarehouseSuccessType, StaleWarehouseVersionType, WarehouseCodeTakenType] as const,
});

export const toSetStockPolicyResult = (outcome: PolicyOutcome): typeof SetStockPolicyResult => {
  if (outcome.ok) return Object.assign(new SetStockPolicySuccessType(), { policy: outcome.policy });
  const { refusal } = outcome;
  const message = `The policy is at version ${refusal.policy.version} by now, not ${refusal.expectedVersion}.`;
  return Object.assign(new StaleStockPolicyType(), { message, ...refusal });
};

export const toSaveWarehouseResult = (outcome: WarehouseOutcome): typeof SaveWarehouseResult => {
  if (outcome.ok) return Object.assign(new SaveWarehouseSuccessType(), { warehouse: outcome.warehouse });
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'WAREHOUSE_VERSION_STALE': {
      const message = `The warehouse is at version ${refusal.warehouse.version} by now, not ${refusal.expectedVersion}.`;
      return Object.assign(new StaleWarehouseVersionType(), { message, ...refusal });
    }
    case 'WAREHOUSE_CODE_TAKEN': {
      const message = `The warehouse ${refusal.warehouse.id} has the code ${refusal.warehouse.code}.`;
      return Object.assign(new WarehouseCodeTakenType(), { message, ...refusal });
    }
  }
};
