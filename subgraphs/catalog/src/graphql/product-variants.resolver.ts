import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { chosenBy } from '../application/choose-variants.ts';
import type { CardCondition } from '../domain/product.ts';
import type { CatalogContext } from './context.ts';
import { toVariantType } from './mapping.ts';
import { CardConditionEnum } from './product.enums.ts';
import { ProductType, VariantType } from './product.type.ts';

const Values = (name: string, type: () => object, description: string): ParameterDecorator =>
  Arg(name, () => [type()] as never, { nullable: true, description }) as ParameterDecorator;

@Resolver(() => ProductType)
export class ProductVariantsResolver {
  @FieldResolver(() => [VariantType], {
    description: 'The SKUs it is sold as.',
  })
  async variants(
    @Root() product: ProductType,
    @Values(
      'condition',
      () => CardConditionEnum,
      'Only SKUs of one of these conditions, at most 100; what else is given must hold, too.',
    )
    condition: CardCondition[] | null,
    @Values(
      'foiling',
      () => String,
      'Only SKUs of one of these foilings, at most 100. `isFoil: false` finds those without.',
    )
    foiling: string[] | null,
    @Values('language', () => String, 'Only SKUs in one of these languages (ISO 639-1), at most 100.') language:
      | string[]
      | null,
    @Values('edition', () => String, 'Only SKUs of one of these editions, at most 100.') edition: string[] | null,
    @Arg('isFoil', () => Boolean, { nullable: true, description: 'true: only foils; false: only SKUs without foil.' })
    isFoil: boolean | null,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<VariantType[]> {
    const isChosen = chosenBy({ condition, foiling, language, edition, isFoil });
    const own = product.ownVariants?.filter(isChosen);
    if (own) return own.map((variant) => ({ ...toVariantType(variant), ownProduct: product }));
    return (await loaders.variantsByProduct.load(product.id)).filter(isChosen).map(toVariantType);
  }
}
