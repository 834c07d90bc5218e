import type { Inspect } from '../application/inspect.ts';
import type { Operate } from '../application/operate.ts';
import { BulkAdjustStockResolver } from './bulk-adjust-stock.resolver.ts';
import {
  StockLevelProofResolver,
  StockMovementConnectionResolver,
  StockMovementResolver,
  VariantLedgerResolver,
} from './stock-ledger.resolver.ts';
import { StockOperationResolver } from './stock-operation.resolver.ts';
import { StockSettingResolver } from './stock-setting.resolver.ts';
import {
  ReplenishmentSuggestionResolver,
  StockAlertConnectionResolver,
  StockAlertResolver,
  StockWatchResolver,
} from './stock-watch.resolver.ts';

/** The part of the schema that staff sees and uses, beside levels and corrections. */
export const staffResolvers = [
  StockOperationResolver,
  StockSettingResolver,
  BulkAdjustStockResolver,
  VariantLedgerResolver,
  StockMovementConnectionResolver,
  StockMovementResolver,
  StockLevelProofResolver,
  StockWatchResolver,
  StockAlertConnectionResolver,
  StockAlertResolver,
  ReplenishmentSuggestionResolver,
] as const;

interface Parts {
  readonly operate: Operate;
  readonly inspect: Inspect;
  readonly now: () => Date;
}

export const makeStaffResolvers = ({ operate, inspect, now }: Parts): readonly (readonly [unknown, object])[] => [
  [StockOperationResolver, new StockOperationResolver(operate, now)],
  [StockSettingResolver, new StockSettingResolver(operate, now)],
  [BulkAdjustStockResolver, new BulkAdjustStockResolver(operate, now)],
  [VariantLedgerResolver, new VariantLedgerResolver()],
  [StockMovementConnectionResolver, new StockMovementConnectionResolver()],
  [StockMovementResolver, new StockMovementResolver()],
  [StockLevelProofResolver, new StockLevelProofResolver()],
  [StockWatchResolver, new StockWatchResolver(inspect)],
  [StockAlertConnectionResolver, new StockAlertConnectionResolver(inspect)],
  [StockAlertResolver, new StockAlertResolver()],
  [ReplenishmentSuggestionResolver, new ReplenishmentSuggestionResolver()],
];
