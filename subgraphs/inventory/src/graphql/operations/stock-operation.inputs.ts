import { InputType } from 'type-graphql';
import { MOST_IN_LEVEL } from '../../domain/stock/edit.ts';
import { ExpectedVersion, GivenId, Pieces, Reason, Reference } from './checked-fields.ts';

@InputType('ReceiveStockInput', { description: 'Pieces that came into a warehouse.' })
export class ReceiveStockInput {
  @GivenId('The variant.')
  sku!: string;

  @GivenId('The warehouse; it need not have had any of the variant before.')
  warehouseId!: string;

  @Pieces('How many pieces came.', { least: 1 })
  quantity!: number;

  @Reason()
  reason!: string;

  @Reference()
  reference?: string | null;

  @ExpectedVersion('level', 'StaleStockVersion')
  expectedVersion?: number | null;
}

@InputType('TransferStockInput', { description: 'Pieces that go from one warehouse to another.' })
export class TransferStockInput {
  @GivenId('The variant.')
  sku!: string;

  @GivenId('The warehouse that gives.')
  fromWarehouseId!: string;

  @GivenId('The warehouse that takes; it need not have had any of the variant before.')
  toWarehouseId!: string;

  @Pieces('How many pieces go. Those that orders hold stay.', { least: 1 })
  quantity!: number;

  @Reason()
  reason!: string;

  @Reference()
  reference?: string | null;

  @ExpectedVersion('level of the warehouse that gives', 'StaleStockVersion')
  expectedVersion?: number | null;
}

@InputType('CountStockInput', { description: 'What somebody counted in one place (cycle count).' })
export class CountStockInput {
  @GivenId('The variant.')
  sku!: string;

  @GivenId('The warehouse.')
  warehouseId!: string;

  @Pieces('How many pieces are there, those that orders hold included.', { least: 0, most: MOST_IN_LEVEL })
  counted!: number;

  @Reason()
  reason!: string;

  @Reference()
  reference?: string | null;

  @ExpectedVersion('level', 'StaleStockVersion')
  expectedVersion?: number | null;
}

@InputType('SetSafetyStockInput', { description: 'Pieces that a warehouse keeps back from sale.' })
export class SetSafetyStockInput {
  @GivenId('The variant.')
  sku!: string;

  @GivenId('The warehouse.')
  warehouseId!: string;

  @Pieces('How many pieces are not sold.', { least: 0 })
  safetyStock!: number;

  @Reason()
  reason!: string;

  @ExpectedVersion('level', 'StaleStockVersion')
  expectedVersion?: number | null;
}
