import { newId } from '@cardstock/contracts';
import { RequiresScopes, UUID } from '@cardstock/service';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { BulkPrices } from '../../../application/prices/bulk/bulk-change-prices.ts';
import type { PriceFilter } from '../../../application/prices/bulk/ports.ts';
import type { CatalogContext } from '../../context.ts';
import { BulkChangePricesInput, type PriceRuleInput } from './bulk-prices.input.ts';
import {
  BulkChangePricesResult,
  PriceImportType,
  toBulkChangePricesResult,
  toPriceImport,
} from './bulk-prices.type.ts';

const BASIS_POINTS = 100;

const toRule = ({ percent, rounding, filter }: PriceRuleInput) => ({
  basisPoints: Math.round(percent * BASIS_POINTS),
  rounding,
  filter: Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== null && value !== undefined),
  ) as PriceFilter,
});

@Resolver()
export class BulkPricesResolver {
  constructor(
    private readonly bulkPrices: BulkPrices,
    private readonly now: () => Date,
  ) {}

  @RequiresScopes('catalog:write')
  @Mutation(() => BulkChangePricesResult, {
    description:
      'Changes many prices by a file or a rule. The answer is the plan, line by line; it is carried out in the background, and `priceImport` tells how far it is. A line that was planned on a price that moved meanwhile is refused. For staff (scope catalog:write).',
  })
  async bulkChangePrices(
    @Arg('input', () => BulkChangePricesInput, { description: 'The file, or the rule.' }) input: BulkChangePricesInput,
    @Ctx() { viewer }: CatalogContext,
  ) {
    const change = {
      importId: input.importId ?? newId(),
      dryRun: input.dryRun,
      csv: input.csv ?? undefined,
      rule: input.rule ? toRule(input.rule) : undefined,
    };
    return toBulkChangePricesResult(await this.bulkPrices.change({ viewer, at: this.now() }, change));
  }

  @RequiresScopes('catalog:write')
  @Query(() => PriceImportType, {
    nullable: true,
    description: 'A bulk change of prices and how far it has come. For staff (scope catalog:write).',
  })
  async priceImport(
    @Arg('importId', () => UUID, { description: 'Its id.' }) importId: string,
    @Ctx() { viewer }: CatalogContext,
  ): Promise<PriceImportType | null> {
    const found = await this.bulkPrices.find(viewer, importId);
    return found ? toPriceImport(found) : null;
  }
}
