import type { OrderStatus } from '@cardstock/contracts';
import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { OrderChangeOutcome } from '../../application/outcomes.ts';
import type { OrderView } from '../../application/reading/views.ts';
import { OrderStatusEnum } from '../enums.ts';
import { OrderType } from '../orders/order.type.ts';
import {
  type CancelOrderResult,
  CancelOrderSuccessType,
  IllegalOrderStateType,
  OrderNotFoundType,
} from './cancel-order.result.ts';
import { illegalState, orderNotFound, unexpected } from './order-refusals.ts';

@ObjectType('CancelOrderLinesSuccess', {
  description:
    'The pieces are taken out, or, where the warehouse has the order already, it is asked to: the order tells. All pieces together cancel the order.',
})
export class CancelOrderLinesSuccessType {
  @Field(() => OrderType, { description: 'The order.' })
  order!: OrderView;
}

@ObjectType('AddOrderNoteSuccess', { description: 'The note is on the order.' })
export class AddOrderNoteSuccessType {
  @Field(() => OrderType, { description: 'The order.' })
  order!: OrderView;
}

@ObjectType('UnknownLine', { implements: DomainErrorType, description: 'The order has no such lines.' })
export class UnknownLineType extends DomainErrorType {
  @Field(() => [ID], { description: 'The ids that were asked for and are no lines of the order.' })
  lineIds!: readonly string[];
}

@ObjectType('LineTooShort', { implements: DomainErrorType, description: 'The line has fewer pieces than that.' })
export class LineTooShortType extends DomainErrorType {
  @Field(() => ID, { description: 'The line.' })
  lineId!: string;

  @Field(() => Int, { description: 'How many pieces were to be cancelled.' })
  requested!: number;

  @Field(() => Int, { description: 'How many pieces it has.' })
  left!: number;
}

@ObjectType('OrderChanging', {
  implements: DomainErrorType,
  description: 'Another change, or a cancellation, is under way: try again when it is over.',
})
export class OrderChangingType extends DomainErrorType {
  @Field(() => OrderStatusEnum, { description: 'Where the order stands.' })
  state!: OrderStatus;
}

@ObjectType('TooManyNotes', { implements: DomainErrorType, description: 'The order has as many notes as it may have.' })
export class TooManyNotesType extends DomainErrorType {
  @Field(() => Int, { description: 'How many notes an order may have.' })
  most!: number;
}

export const CancelOrderLinesResult = createUnionType({
  name: 'CancelOrderLinesResult',
  description: 'The order, or why the pieces cannot be taken out.',
  types: () =>
    [
      CancelOrderLinesSuccessType,
      UnknownLineType,
      LineTooShortType,
      OrderChangingType,
      IllegalOrderStateType,
      OrderNotFoundType,
    ] as const,
});

export const AddOrderNoteResult = createUnionType({
  name: 'AddOrderNoteResult',
  description: 'The order, or why there is no note on it.',
  types: () => [AddOrderNoteSuccessType, TooManyNotesType, OrderNotFoundType] as const,
});

export const toCancelOrderResult = (outcome: OrderChangeOutcome, orderId: string): typeof CancelOrderResult => {
  if (outcome.ok) return Object.assign(new CancelOrderSuccessType(), { order: outcome.value });
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'ORDER_UNKNOWN':
      return orderNotFound(orderId);
    case 'ORDER_STATE_ILLEGAL':
      return illegalState(refusal, 'cancelled');
    default:
      throw unexpected(refusal);
  }
};

export const toCancelLinesResult = (outcome: OrderChangeOutcome, orderId: string): typeof CancelOrderLinesResult => {
  if (outcome.ok) return Object.assign(new CancelOrderLinesSuccessType(), { order: outcome.value });
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'ORDER_UNKNOWN':
      return orderNotFound(orderId);
    case 'ORDER_STATE_ILLEGAL':
      return illegalState(refusal, 'changed');
    case 'LINES_UNKNOWN':
      return Object.assign(new UnknownLineType(), { ...refusal, message: 'The order has no such lines.' });
    case 'LINE_TOO_SHORT':
      return Object.assign(new LineTooShortType(), {
        ...refusal,
        message: `The line has only ${refusal.left} pieces left.`,
      });
    case 'ORDER_CHANGING':
      return Object.assign(new OrderChangingType(), { ...refusal, message: 'Another change is under way.' });
    default:
      throw unexpected(refusal);
  }
};

export const toAddNoteResult = (outcome: OrderChangeOutcome, orderId: string): typeof AddOrderNoteResult => {
  if (outcome.ok) return Object.assign(new AddOrderNoteSuccessType(), { order: outcome.value });
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'ORDER_UNKNOWN':
      return orderNotFound(orderId);
    case 'NOTES_FULL':
      return Object.assign(new TooManyNotesType(), {
        ...refusal,
        message: `An order may have ${refusal.most} notes.`,
      });
    default:
      throw unexpected(refusal);
  }
};
