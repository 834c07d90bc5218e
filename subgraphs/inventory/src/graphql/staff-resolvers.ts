import type { Operate } from '../application/operations/operate.ts';
import type { Inspect } from '../application/reading/inspect.ts';
import {
  ReplenishmentSuggestionResolver,
  StockAlertConnectionResolver,
  StockAlertResolver,
  StockWatchResolver,
} from './alerts/stock-watch.resolver.ts';
import {
  StockLevelProofResolver,
  StockMovementConnectionResolver,
  StockMovementResolver,
  VariantLedgerResolver,
} from './ledger/stock-ledger.resolver.ts';
import { BulkAdjustStockResolver } from './operations/bulk-adjust-stock.resolver.ts';
import { StockOperationResolver } from './operations/stock-operation.resolver.ts';
import { StockSettingResolver } from './operations/stock-setting.resolver.ts';

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
