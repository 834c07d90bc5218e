import { UUID } from '@cardstock/service';
import { ArrayMaxSize, IsByteLength, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Field, Float, InputType, Int, registerEnumType } from 'type-graphql';
import { PRICE_ROUNDINGS, type PriceRounding } from '../../../domain/prices/price-rule.ts';
import type { CardCondition, ProductKind } from '../../../domain/product.ts';
import { enumOf } from '../../enum.ts';
import { CardConditionEnum, ProductKindEnum } from '../../product.enums.ts';

const RoundingEnum = enumOf(PRICE_ROUNDINGS);
registerEnumType(RoundingEnum, {
  name: 'PriceRounding',
  description: 'How a price is rounded; the dearer of two that are as near.',
  valuesConfig: {
    CENTS: { description: 'To whole minor units.' },
    ENDS_IN_00: { description: 'To the nearest whole unit, at least one: 10.00.' },
    ENDS_IN_99: { description: 'To the nearest price that ends in .99: 9.99.' },
  },
});

const MOST_VALUES = 100;
const MOST_BYTES = 1_000_000;

const Values =
  (type: () => unknown, description: string): PropertyDecorator =>
  (target, key) => {
    IsOptional()(target, key as string);
    ArrayMaxSize(MOST_VALUES)(target, key as string);
    Field(() => [type()] as [typeof String], { nullable: true, description })(target, key);
  };

const Limit =
  (description: string): PropertyDecorator =>
  (target, key) => {
    IsOptional()(target, key as string);
    Min(0)(target, key as string);
    Field(() => Int, { nullable: true, description })(target, key);
  };

@InputType('PriceRuleFilter', {
  description: 'SKUs for sale. Values of one part are alternatives; all parts must hold.',
})
export class PriceRuleFilterInput {
  @Values(() => ProductKindEnum, 'Kinds of goods.')
  kind?: ProductKind[] | null;

  @Values(() => String, 'Games.')
  game?: string[] | null;

  @Values(() => String, 'Sets.')
  set?: string[] | null;

  @Values(() => String, 'Rarities.')
  rarity?: string[] | null;

  @Values(() => CardConditionEnum, 'Conditions of the SKU.')
  condition?: CardCondition[] | null;

  @Values(() => String, 'Foilings of the SKU.')
  foiling?: string[] | null;

  @Limit('Only SKUs that cost at least this, in minor units.')
  minPrice?: number | null;

  @Limit('Only SKUs that cost at most this, in minor units.')
  maxPrice?: number | null;
}

@InputType('PriceRuleInput', { description: 'A rule that makes prices of prices.' })
export class PriceRuleInput {
  @Min(-99)
  @Max(1_000)
  @Field(() => Float, {
    description: 'By how many percent, -99 to 1000, in steps of 0.01. -10 makes it a tenth cheaper.',
  })
  percent!: number;

  @Field(() => RoundingEnum, { defaultValue: 'CENTS', description: 'How the result is rounded.' })
  rounding!: PriceRounding;

  @ValidateNested()
  @Field(() => PriceRuleFilterInput, { description: 'What it is for: at most 5000 SKUs.' })
  filter!: PriceRuleFilterInput;
}

@InputType('BulkChangePricesInput', { description: 'A file of prices, or a rule: exactly one of them.' })
export class BulkChangePricesInput {
  @IsOptional()
  @IsByteLength(1, MOST_BYTES)
  @Field(() => String, {
    nullable: true,
    description: `CSV (UTF-8, comma), at most ${MOST_BYTES} bytes and 5000 lines. The first line names the columns: \`sku\`, \`amount\` (minor units) and, if you like, \`currency\` (ISO 4217; empty for the one that the SKU has).`,
  })
  csv?: string | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => PriceRuleInput, { nullable: true, description: 'A rule.' })
  rule?: PriceRuleInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True to be told what would happen; nothing is written.' })
  dryRun!: boolean;

  @Field(() => UUID, {
    nullable: true,
    description: 'Makes it safe to send again: with the same id it happens once. Made up where none is given.',
  })
  importId?: string | null;
}
