import { DomainErrorType, UUID } from '@cardstock/service';
import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BulkOutcome, LineReport } from '../../application/operations/bulk-adjust-stock.ts';
import { LINE_STATUSES, type LineStatus } from '../../domain/reservation/decide-lines.ts';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import { StockLevelType } from '../stock/stock-level.type.ts';

const statuses = Object.fromEntries(LINE_STATUSES.map((status) => [status, status]));

registerEnumType(statuses, {
  name: 'BulkAdjustLineStatus',
  description: 'What became of a line.',
  valuesConfig: {
    APPLIED: { description: 'The level was changed.' },
    UNCHANGED: { description: 'The level was as the line wants it.' },
    REFUSED: { description: 'The line is fine, but the level cannot take it; see `code`.' },
    INVALID: { description: 'The line cannot be understood, or names something that there is not; see `code`.' },
  },
});

@ObjectType('BulkAdjustLine', { description: 'What became of one line of a file.' })
class BulkAdjustLineType {
  @Field(() => Int, { description: 'Its number in the file; the line that names the columns is 1.' })
  line!: number;

  @Field(() => String, { nullable: true, description: 'The variant that it names, as it is written there.' })
  sku!: string | null;

  @Field(() => String, { nullable: true, description: 'The warehouse that it names, as it is written there.' })
  warehouse!: string | null;

  @Field(() => statuses, { description: 'What became of it.' })
  status!: LineStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'Stable name of what is wrong: LINE_INVALID, WAREHOUSE_UNKNOWN, SKU_UNKNOWN, or the code of a refusal of adjustStock or countStock.',
  })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'The same for people.' })
  message!: string | null;

  @Field(() => StockLevelType, { nullable: true, description: 'The level after the line.' })
  level!: StockLevel | null;
}

@ObjectType('BulkAdjustReport', { description: 'What became of a file, line by line.' })
class BulkAdjustReportType {
  @Field(() => UUID, { description: 'The id of the import.' })
  importId!: string;

  @Field(() => Boolean, { description: 'Whether nothing was written.' })
  dryRun!: boolean;

  @Field(() => Int, { description: 'Lines that changed a level.' })
  applied!: number;

  @Field(() => Int, { description: 'Lines whose level was as they want it.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Lines that their level could not take.' })
  refused!: number;

  @Field(() => Int, { description: 'Lines that could not be understood.' })
  invalid!: number;

  @Field(() => Int, {
    description: 'Lines that an earlier request with this id had done: their outcome is that of then.',
  })
  repeated!: number;

  @Field(() => [BulkAdjustLineType], { description: 'Every line, in the order of the file.' })
  lines!: readonly LineReport[];
}

@ObjectType('ImportConflict', {
  implements: DomainErrorType,
  description: 'Another file was sent with this id; nothing of this one was done.',
})
class ImportConflictType extends DomainErrorType {
  @Field(() => UUID, { description: 'The id that is taken.' })
  importId!: string;
}

export const BulkAdjustStockResult = createUnionType({
  name: 'BulkAdjustStockResult',
  description: 'What became of a file.',
  types: () => [BulkAdjustReportType, ImportConflictType] as const,
});

export const toBulkAdjustStockResult = (outcome: BulkOutcome): typeof BulkAdjustStockResult => {
  if (outcome.ok) return Object.assign(new BulkAdjustReportType(), outcome.report);
  const message = 'Another file was sent with this import id.';
  return Object.assign(new ImportConflictType(), { message, ...outcome.refusal });
};
