import { type Connection, Paged, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { ReadChanges } from '../../application/read-changes.ts';
import type { MadeChange } from '../../application/whole-document.ts';
import { type Category, categoryOf } from '../../domain/categories/tree.ts';
import type { TreeChange } from '../../domain/categories/tree-change.ts';
import { mapConnection } from '../connection.ts';
import type { CatalogContext } from '../context.ts';
import { After, First } from '../page-arguments.ts';
import { CategoryType } from './category.type.ts';
import { CategoryChangeConnectionType, CategoryChangeType } from './category-history.type.ts';

const toChange = ({ version, change, actor, at }: MadeChange<TreeChange>): CategoryChangeType => {
  const { type: kind, ...rest } = change;
  return { ...rest, version, kind, actor, occurredAt: at };
};

@Resolver(() => CategoryChangeType)
export class CategoryHistoryResolver {
  constructor(private readonly readChanges: ReadChanges<TreeChange>) {}

  @Paged()
  @RequiresScopes('catalog:write')
  @Query(() => CategoryChangeConnectionType, {
    description:
      'Who changed the tree of categories, and how, oldest first; also of categories that are gone. For staff (scope catalog:write).',
  })
  async categoryChanges(
    @Arg('categoryId', () => ID, {
      nullable: true,
      description: 'Only changes of this category, and deletions in favour of it.',
    })
    categoryId: string | null,
    @First() first: number | null,
    @After() after: string | null,
    @Ctx() { viewer }: CatalogContext,
  ): Promise<Connection<CategoryChangeType>> {
    const request = { subject: categoryId ?? undefined, first: first ?? 20, after };
    return mapConnection(await this.readChanges(viewer, request), toChange);
  }

  @FieldResolver(() => CategoryType, {
    nullable: true,
    description: 'The category as it is now; null where it is gone.',
  })
  async category(
    @Root() { categoryId }: CategoryChangeType,
    @Ctx() { tree }: CatalogContext,
  ): Promise<Category | undefined> {
    return categoryOf(await tree(), categoryId);
  }
}
