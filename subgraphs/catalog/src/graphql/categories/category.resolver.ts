import { badUserInput, Paged } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { SearchProducts } from '../../application/search-products.ts';
import { type Category, categoryOf, childrenOf, namesOfSubtree, pathOf } from '../../domain/categories/tree.ts';
import type { CatalogContext } from '../context.ts';
import { toProductType } from '../mapping.ts';
import { ProductConnectionType, type ProductPage } from '../product-connection.type.ts';
import { CategoryType } from './category.type.ts';

@Resolver(() => CategoryType)
export class CategoryResolver {
  constructor(private readonly searchProducts: SearchProducts) {}

  @Query(() => [CategoryType], { description: 'The categories at the top of the tree, in their order.' })
  async categories(@Ctx() { tree }: CatalogContext): Promise<readonly Category[]> {
    return childrenOf(await tree(), null);
  }

  @Query(() => CategoryType, { nullable: true, description: 'One category, by exactly one of its id and its slug.' })
  async category(
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id: string | null,
    @Arg('slug', () => String, { nullable: true, description: 'Its slug.' }) slug: string | null,
    @Ctx() { tree }: CatalogContext,
  ): Promise<Category | undefined> {
    if ((id == null) === (slug == null))
      throw badUserInput({ field: id == null ? 'id' : 'slug', message: 'exactly one of id and slug is needed' });
    return (await tree()).categories.find((category) => category.id === id || category.slug === slug);
  }

  @FieldResolver(() => [CategoryType], { description: 'The categories right below it, in their order.' })
  async children(@Root() { id }: CategoryType, @Ctx() { tree }: CatalogContext): Promise<readonly Category[]> {
    return childrenOf(await tree(), id);
  }

  @FieldResolver(() => CategoryType, { nullable: true, description: 'The category above it; null at the top.' })
  async parent(@Root() { parentId }: CategoryType, @Ctx() { tree }: CatalogContext): Promise<Category | undefined> {
    return parentId === null ? undefined : categoryOf(await tree(), parentId);
  }

  @FieldResolver(() => [CategoryType], { description: 'From the top of the tree down to it.' })
  async path(@Root() { id }: CategoryType, @Ctx() { tree }: CatalogContext): Promise<readonly Category[]> {
    return pathOf(await tree(), id);
  }

  @Paged()
  @FieldResolver(() => ProductConnectionType, {
    description: 'What is for sale in it and in the categories below it, by name.',
  })
  async products(
    @Root() { id }: CategoryType,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 100.' }) first:
      | number
      | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { tree }: CatalogContext,
  ): Promise<ProductPage> {
    const criteria = { category: namesOfSubtree(await tree(), id) };
    const page = await this.searchProducts({ criteria, sort: 'NAME', first: first ?? 20, after });
    const edges = page.edges.map(({ node, cursor }) => ({ node: toProductType(node), cursor }));
    return { ...page, edges, nodes: edges.map(({ node }) => node) };
  }
}
