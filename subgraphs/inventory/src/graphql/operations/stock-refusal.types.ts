import { DomainErrorType } from '@cardstock/service';
import { Field, Int, ObjectType } from 'type-graphql';
import type { StockLevel } from '../../domain/stock/stock-level.ts';
import type { StockPolicy } from '../../domain/stock/stock-policy.ts';
import type { Warehouse } from '../../domain/stock/warehouse.ts';
import { StockLevelType } from '../stock/stock-level.type.ts';
import { StockPolicyType } from '../stock/stock-policy.type.ts';
import { WarehouseType } from '../stock/warehouse.type.ts';

@ObjectType('StaleStockVersion', {
  implements: DomainErrorType,
  description: 'The level has changed since it was read; nothing was changed.',
})
export class StaleStockVersionType extends DomainErrorType {
  @Field(() => Int, { description: 'The version that the edit was meant for.' })
  expectedVersion!: number;

  @Field(() => StockLevelType, { description: 'The level as it is now.' })
  level!: StockLevel;
}

@ObjectType('NegativeStock', {
  implements: DomainErrorType,
  description: 'The edit would take away more than there is, or pieces that orders hold; nothing was changed.',
})
export class NegativeStockType extends DomainErrorType {
  @Field(() => Int, { description: 'Pieces in the house.' })
  onHand!: number;

  @Field(() => Int, { description: 'Pieces that orders hold.' })
  reserved!: number;

  @Field(() => Int, { description: 'The change that was asked for.' })
  delta!: number;
}

@ObjectType('StockTooLarge', {
  implements: DomainErrorType,
  description: 'The level would become larger than any may be; nothing was changed.',
})
export class StockTooLargeType extends DomainErrorType {
  @Field(() => Int, { description: 'Pieces in the house.' })
  onHand!: number;

  @Field(() => Int, { description: 'The change that was asked for.' })
  delta!: number;

  @Field(() => Int, { description: 'The most pieces that a level may have.' })
  most!: number;
}

@ObjectType('CountBelowReserved', {
  implements: DomainErrorType,
  description: 'Fewer pieces were counted than orders hold there; nothing was changed. Free or move orders first.',
})
export class CountBelowReservedType extends DomainErrorType {
  @Field(() => Int, { description: 'What was counted.' })
  counted!: number;

  @Field(() => StockLevelType, { description: 'The level as it is now.' })
  level!: StockLevel;
}

@ObjectType('StaleStockPolicy', {
  implements: DomainErrorType,
  description: 'The policy has changed since it was read; nothing was changed.',
})
export class StaleStockPolicyType extends DomainErrorType {
  @Field(() => Int, { description: 'The version that the edit was meant for.' })
  expectedVersion!: number;

  @Field(() => StockPolicyType, { description: 'The policy as it is now.' })
  policy!: StockPolicy;
}

@ObjectType('StaleWarehouseVersion', {
  implements: DomainErrorType,
  description: 'The warehouse has changed since it was read; nothing was changed.',
})
export class StaleWarehouseVersionType extends DomainErrorType {
  @Field(() => Int, { description: 'The version that the edit was meant for.' })
  expectedVersion!: number;

  @Field(() => WarehouseType, { description: 'The warehouse as it is now.' })
  warehouse!: Warehouse;
}

@ObjectType('WarehouseCodeTaken', {
  implements: DomainErrorType,
  description: 'Another warehouse has this code; nothing was changed.',
})
export class WarehouseCodeTakenType extends DomainErrorType {
  @Field(() => WarehouseType, { description: 'The warehouse that has it.' })
  warehouse!: Warehouse;
}
