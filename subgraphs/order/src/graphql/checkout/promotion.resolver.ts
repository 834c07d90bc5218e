import { badUserInput, type Connection, Paged, RequiresScopes } from '@cardstock/service';
import { isUUID } from 'class-validator';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { PromotionChange, PromotionRecord } from '../../application/checkout/checkout-ports.ts';
import type { Application } from '../../application/index.ts';
import type { Context } from '../context.ts';
import { CreatePromotionInput, UpdatePromotionInput } from './promotion.input.ts';
import { PromotionConnectionType, PromotionResult, toPromotionResult } from './promotion.type.ts';

const PAGE_SIZE = 20;
const FIRST = { nullable: true, defaultValue: PAGE_SIZE, description: 'How many, 1 to 100.' };

const toNew = ({ code, kind, value, ...rest }: CreatePromotionInput) => ({
  code,
  kind,
  value,
  minSubtotal: rest.minSubtotal ?? 0,
  validFrom: rest.validFrom ?? null,
  validTo: rest.validTo ?? null,
  usageLimit: rest.usageLimit ?? null,
  usageLimitPerCustomer: rest.usageLimitPerCustomer ?? null,
});

const given = <Field extends string, Value>(field: Field, value: Value | undefined) =>
  (value === undefined ? {} : { [field]: value }) as Partial<Record<Field, Value>>;

const toChange = (input: UpdatePromotionInput): PromotionChange => ({
  ...given('value', input.value ?? undefined),
  ...given('minSubtotal', input.minSubtotal ?? undefined),
  ...given('isActive', input.isActive ?? undefined),
  ...given('validFrom', input.validFrom),
  ...given('validTo', input.validTo),
  ...given('usageLimit', input.usageLimit),
  ...given('usageLimitPerCustomer', input.usageLimitPerCustomer),
});

@Resolver()
export class PromotionResolver {
  constructor(private readonly app: Application) {}

  @Paged()
  @RequiresScopes('order:write')
  @Query(() => PromotionConnectionType, { description: 'The promotions, newest first. For staff (scope order:write).' })
  promotions(
    @Arg('isActive', () => Boolean, { nullable: true, description: 'Only those that are, or are not, in use.' })
    isActive: boolean | null,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Only what comes after this cursor.' })
    after: string | null,
    @Ctx() { viewer }: Context,
  ): Promise<Connection<PromotionRecord>> {
    const request = { isActive: isActive ?? undefined, first: first ?? PAGE_SIZE, after: after ?? undefined };
    return this.app.listPromotions(viewer, request);
  }

  @RequiresScopes('order:write')
  @Mutation(() => PromotionResult, { description: 'Makes a promotion. For staff (scope order:write).' })
  async createPromotion(
    @Arg('input', () => CreatePromotionInput, { description: 'The promotion.' }) input: CreatePromotionInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof PromotionResult> {
    return toPromotionResult(await this.app.createPromotion(viewer, toNew(input)));
  }

  @RequiresScopes('order:write')
  @Mutation(() => PromotionResult, {
    description: 'Changes a promotion; its code and kind stay. For staff (scope order:write).',
  })
  async updatePromotion(
    @Arg('input', () => UpdatePromotionInput, { description: 'Which one, and what of it.' })
    input: UpdatePromotionInput,
    @Ctx() { viewer }: Context,
  ): Promise<typeof PromotionResult> {
    return toPromotionResult(await this.app.updatePromotion(viewer, input.id, toChange(input)));
  }

  @RequiresScopes('order:write')
  @Mutation(() => PromotionResult, {
    description: 'Switches a promotion off. Orders that use it keep their discount. For staff (scope order:write).',
  })
  async deactivatePromotion(
    @Arg('id', () => ID, { description: 'The promotion.' }) id: string,
    @Ctx() { viewer }: Context,
  ): Promise<typeof PromotionResult> {
    if (!isUUID(id)) throw badUserInput({ field: 'id', message: 'must be a UUID' });
    return toPromotionResult(await this.app.updatePromotion(viewer, id, { isActive: false }));
  }
}
