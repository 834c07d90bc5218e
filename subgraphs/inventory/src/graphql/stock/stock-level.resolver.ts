import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { availableIn } from '../../domain/stock/stock-level.ts';
import type { Context } from '../context.ts';
import { StockLevelType } from './stock-level.type.ts';
import { WarehouseType } from './warehouse.type.ts';

@Resolver(() => StockLevelType)
export class StockLevelResolver {
  @FieldResolver(() => WarehouseType, { description: 'Where the pieces are.' })
  warehouse(@Root() { warehouseId }: StockLevelType, @Ctx() { loaders }: Context) {
    return loaders.warehouseById.load(warehouseId);
  }

  @FieldResolver(() => Int, { description: 'Pieces in the house that no order holds and that are not kept back.' })
  available(@Root() level: StockLevelType) {
    return availableIn(level);
  }
}
