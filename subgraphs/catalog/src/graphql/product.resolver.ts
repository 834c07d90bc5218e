import { CachedFor, DateTime, neverStore } from '@cardstock/service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { FindProduct, FindProductAsOf } from '../application/find-product.ts';
import type { ProductSort } from '../application/read.ports.ts';
import type { SearchProducts } from '../application/search-products.ts';
import { categoriesNow } from '../domain/categories/change-tree.ts';
import { CategoryType } from './categories/category.type.ts';
import type { CatalogContext } from './context.ts';
import { isUnstorable, toCriteria, withSubtrees } from './criteria.ts';
import { toOwnProductType, toProductType } from './mapping.ts';
import { ProductFilterInput, ProductSortEnum } from './product.input.ts';
import { ProductType } from './product.type.ts';
import { ProductConnectionType, type ProductPage } from './product-connection.type.ts';

/** Seconds. Facets and order of a search depend on all products, so that nearly any change makes it old. */
const SEARCH_STORED_FOR = 30;

@Resolver(() => ProductType)
export class ProductResolver {
  constructor(
    private readonly findProduct: FindProduct,
    private readonly searchProducts: SearchProducts,
    private readonly findProductAsOf: FindProductAsOf,
  ) {}

  @Query(() => ProductType, {
    nullable: true,
    description:
      'One product, by exactly one of its id and its slug. Clients find what is for sale, staff (scope catalog:write) whatever there is.',
  })
  async product(
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id: string | null,
    @Arg('slug', () => String, { nullable: true, description: 'Its slug.' }) slug: string | null,
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'As it was at this moment. For staff (scope catalog:write); null where it did not exist then.',
    })
    asOf: Date | null,
    @Ctx() { viewer }: CatalogContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductType | null> {
    const key = { id: id ?? undefined, slug: slug ?? undefined };
    if (asOf) {
      neverStore(info);
      const content = await this.findProductAsOf(viewer, key, asOf);
      return content ? toOwnProductType(content) : null;
    }
    const { product, isForAll } = await this.findProduct(viewer, key);
    if (!isForAll) neverStore(info);
    return product ? toProductType(product) : null;
  }

  @CachedFor(SEARCH_STORED_FOR)
  @Directive(
    '@listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
  )
  @Query(() => ProductConnectionType, { description: 'Searches the catalogue.' })
  async products(
    @Arg('query', () => String, {
      nullable: true,
      description:
        'Words of the name, set, collector number, finish, types or rules text; the last one may be unfinished. The best fit comes first: collector number, name, set, then the rest. Where nothing has the words, similar ones are searched for. At most 200 characters.',
    })
    query: string | null,
    @Arg('filter', () => ProductFilterInput, { nullable: true, description: 'Restricts what is found.' })
    filter: ProductFilterInput | null,
    @Arg('sort', () => ProductSortEnum, {
      nullable: true,
      defaultValue: 'RELEVANCE',
      description: 'Order of the list.',
    })
    sort: ProductSort | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 100.' }) first:
      | number
      | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Arg('last', () => Int, {
      nullable: true,
      description: 'How many from the end, 1 to 100; goes before `first`. Not with `after`.',
    })
    last: number | null,
    @Arg('before', () => String, {
      nullable: true,
      description: 'Cursor before which the page ends; goes with `last`. Cursors are of one query and sort.',
    })
    before: string | null,
    @Ctx() { tree }: CatalogContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPage> {
    const criteria = await withSubtrees(toCriteria(query, filter), tree);
    if (isUnstorable(criteria)) neverStore(info);
    const page = await this.searchProducts({ criteria, sort: sort ?? 'RELEVANCE', first, after, last, before });
    const edges = page.edges.map(({ node, cursor }) => ({ node: toProductType(node), cursor }));
    return { ...page, edges, nodes: edges.map(({ node }) => node) };
  }

  @FieldResolver(() => [CategoryType], { description: 'The categories that it is assigned to.' })
  async categories(@Root() { categoryIds }: ProductType, @Ctx() { tree }: CatalogContext): Promise<CategoryType[]> {
    return categoriesNow(await tree(), categoryIds);
  }
}
