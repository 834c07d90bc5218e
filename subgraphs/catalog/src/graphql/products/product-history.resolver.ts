import { type Connection, Paged, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { readHistory } from '../../application/products/read-history.ts';
import type { RecordedEvent } from '../../application/write.ports.ts';
import { mapConnection } from '../connection.ts';
import type { CatalogContext } from '../context.ts';
import { ProductType } from '../product.type.ts';
import { ProductChangeConnectionType, type ProductChangeType } from './product-history.type.ts';

const toChange = ({ version, event, actor, occurredAt }: RecordedEvent): ProductChangeType => {
  const { type, ...changes } = event;
  return { version, type, actor, occurredAt, changes };
};

@Resolver(() => ProductType)
export class ProductHistoryResolver {
  @Paged()
  @RequiresScopes('catalog:write')
  @FieldResolver(() => ProductChangeConnectionType, {
    nullable: true,
    description: 'All changes of it, oldest first. For staff (scope catalog:write); null for others.',
  })
  async history(
    @Root() { id }: ProductType,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 100.' }) first:
      | number
      | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page begins.' }) after:
      | string
      | null,
    @Ctx() { viewer, loaders }: CatalogContext,
  ): Promise<Connection<ProductChangeType>> {
    const page = await readHistory(viewer, { productId: id, first: first ?? 20, after }, loaders.historyPart);
    return mapConnection(page, toChange);
  }
}
