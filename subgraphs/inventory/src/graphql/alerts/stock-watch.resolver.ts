import { Paged, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { AlertPage } from '../../application/alerts/list-alerts.ts';
import type { Inspect } from '../../application/reading/inspect.ts';
import type { Context } from '../context.ts';
import { VariantType } from '../stock/variant.type.ts';
import { ReplenishmentSuggestionConnectionType, ReplenishmentSuggestionType } from './replenishment.type.ts';
import {
  StockAlertConnectionType,
  type StockAlertState,
  StockAlertStateEnum,
  StockAlertType,
} from './stock-alert.type.ts';

const PAGE_SIZE = 20;
const FIRST = { nullable: true, defaultValue: PAGE_SIZE, description: 'How many, 1 to 100.' };
const AFTER = { nullable: true, description: 'Only what comes after this cursor.' };
const days = (defaultValue: number, description: string) => ({ nullable: true, defaultValue, description });

const WINDOW = 28;
const LEAD_TIME = 7;
const COVER = 14;

@Resolver()
export class StockWatchResolver {
  constructor(private readonly inspect: Inspect) {}

  @Paged()
  @RequiresScopes('stock:read')
  @Query(() => StockAlertConnectionType, {
    description: 'Variants of which there is little or nothing, by SKU. For staff (scope stock:read).',
  })
  stockAlerts(
    @Arg('state', () => StockAlertStateEnum, { nullable: true, description: 'Only alerts of this kind.' })
    state: StockAlertState | null,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
    @Ctx() { viewer }: Context,
  ) {
    return this.inspect.listAlerts(viewer, state ?? undefined, {
      first: first ?? PAGE_SIZE,
      after: after ?? undefined,
    });
  }

  @Paged()
  @RequiresScopes('stock:read')
  @Query(() => ReplenishmentSuggestionConnectionType, {
    description: 'What should be ordered, from what was shipped, by SKU. For staff (scope stock:read).',
  })
  replenishmentSuggestions(
    @Arg('days', () => Int, days(WINDOW, 'Days whose sales count, today included: 1 to 365.')) window: number | null,
    @Arg('leadTimeDays', () => Int, days(LEAD_TIME, 'Days from ordering to delivery: 0 to 365.')) leadTime:
      | number
      | null,
    @Arg('coverDays', () => Int, days(COVER, 'Days that a delivery should last: 0 to 365.')) cover: number | null,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
    @Ctx() { viewer }: Context,
  ) {
    const plan = { days: window ?? WINDOW, leadTimeDays: leadTime ?? LEAD_TIME, coverDays: cover ?? COVER };
    const page = { first: first ?? PAGE_SIZE, after: after ?? undefined };
    return this.inspect.suggestReplenishment(viewer, plan, page);
  }
}

@Resolver(() => StockAlertConnectionType)
export class StockAlertConnectionResolver {
  constructor(private readonly inspect: Inspect) {}

  @FieldResolver(() => Int, { description: 'How many alerts the whole list has.' })
  totalCount(@Root() { state }: AlertPage, @Ctx() { viewer }: Context) {
    return this.inspect.countAlerts(viewer, state);
  }
}

@Resolver(() => StockAlertType)
export class StockAlertResolver {
  @FieldResolver(() => VariantType, { description: 'The variant that it is about.' })
  variant(@Root() { sku }: StockAlertType): VariantType {
    return { sku };
  }
}

@Resolver(() => ReplenishmentSuggestionType)
export class ReplenishmentSuggestionResolver {
  @FieldResolver(() => VariantType, { description: 'The variant to order.' })
  variant(@Root() { sku }: ReplenishmentSuggestionType): VariantType {
    return { sku };
  }
}
