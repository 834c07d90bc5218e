import { FieldResolver, Resolver, Root } from 'type-graphql';
import { ShipmentLineType } from './shipment-line.type.ts';
import { VariantType } from './variant.type.ts';

@Resolver(() => ShipmentLineType)
export class ShipmentLineResolver {
  @FieldResolver(() => VariantType, { description: 'What the pieces are.' })
  variant(@Root() { sku }: ShipmentLineType): VariantType {
    return { sku };
  }
}
