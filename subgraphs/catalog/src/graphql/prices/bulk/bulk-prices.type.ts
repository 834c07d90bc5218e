import { DomainErrorType, MoneyType, UUID } from '@cardstock/service';
import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BulkPriceOutcome, PriceReport } from '../../../application/prices/bulk/bulk-change-prices.ts';
import { PRICE_LINE_STATUSES, type PriceLine, type PriceLineStatus } from '../../../application/prices/bulk/ports.ts';
import { enumOf } from '../../enum.ts';

const StatusEnum = enumOf(PRICE_LINE_STATUSES);
registerEnumType(StatusEnum, {
  name: 'PriceImportLineStatus',
  description: 'What became of a line.',
  valuesConfig: {
    PENDING: { description: 'It will be carried out; in a dry run, it would be.' },
    APPLIED: { description: 'The price was changed.' },
    UNCHANGED: { description: 'The price was what the line wants.' },
    REFUSED: { description: 'The line is fine, but the product could not take it; see `code`.' },
    INVALID: { description: 'The line cannot be understood, or names something that there is not; see `code`.' },
  },
});

@ObjectType('PriceImportLine', { description: 'One SKU of a bulk change of prices.' })
export class PriceImportLineType {
  @Field(() => Int, { description: 'Its number in the file, whose first line is 1; of a rule, by SKU.' })
  line!: number;

  @Field(() => String, { nullable: true, description: 'The SKU, as it is written there.' })
  sku!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'What it cost when the change was planned.' })
  oldPrice!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What it is to cost.' })
  newPrice!: MoneyType | null;

  @Field(() => StatusEnum, { description: 'What became of it.' })
  status!: PriceLineStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'What is wrong: LINE_INVALID, SKU_UNKNOWN, SKU_REPEATED, AMOUNT_INVALID, CURRENCY_UNKNOWN, PRICE_TOO_LARGE, ROUNDING_UNFIT, PRICE_MOVED, or the code of a refusal of changePrice.',
  })
  code!: string | null;
}

@ObjectType('PriceImport', { description: 'A bulk change of prices, and how far it has come.' })
export class PriceImportType {
  @Field(() => UUID, { description: 'Its id.' })
  importId!: string;

  @Field(() => Boolean, { description: 'Whether nothing was, or will be, written.' })
  dryRun!: boolean;

  @Field(() => Int, { description: 'Lines that are still to be carried out; it is done when there are none.' })
  pending!: number;

  @Field(() => Int, { description: 'Lines that changed a price.' })
  applied!: number;

  @Field(() => Int, { description: 'Lines whose price was what they want.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Lines that their product could not take.' })
  refused!: number;

  @Field(() => Int, { description: 'Lines that could not be understood.' })
  invalid!: number;

  @Field(() => [PriceImportLineType], { description: 'Every line, in order.' })
  lines!: readonly PriceLine[];
}

@ObjectType('PriceImportConflict', {
  implements: DomainErrorType,
  description: 'Another change was sent with this id; nothing of this one was done.',
})
class PriceImportConflictType extends DomainErrorType {
  @Field(() => UUID, { description: 'The id that is taken.' })
  importId!: string;
}

export const BulkChangePricesResult = createUnionType({
  name: 'BulkChangePricesResult',
  description: 'What becomes of a bulk change of prices.',
  types: () => [PriceImportType, PriceImportConflictType] as const,
});

export const toPriceImport = (report: PriceReport): PriceImportType => {
  const count = (wanted: PriceLineStatus): number => report.lines.filter(({ status }) => status === wanted).length;
  return Object.assign(new PriceImportType(), report, {
    pending: count('PENDING'),
    applied: count('APPLIED'),
    unchanged: count('UNCHANGED'),
    refused: count('REFUSED'),
    invalid: count('INVALID'),
  });
};

export const toBulkChangePricesResult = (outcome: BulkPriceOutcome) =>
  outcome.ok
    ? toPriceImport(outcome.report)
    : Object.assign(new PriceImportConflictType(), {
        message: 'Another change was sent with this import id.',
        ...outcome.refusal,
      });
