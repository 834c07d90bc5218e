import { ORDER_STATUSES } from '@cardstock/contracts';
import { registerEnumType } from 'type-graphql';
import { ORDER_SORTS } from '../application/ports.ts';
import { PAYMENT_STATUSES } from '../domain/payment/payment-view.ts';
import { SAGA_STATUSES } from '../saga/saga.ts';
import { enumOf } from './enum-of.ts';

export const OrderStatusEnum = enumOf(ORDER_STATUSES);
registerEnumType(OrderStatusEnum, {
  name: 'OrderStatus',
  description:
    'Where an order stands. It moves from PENDING to COMPLETED one step at a time, or ends as REJECTED or CANCELLED.',
  valuesConfig: {
    PENDING: { description: 'Placed; its stock is being reserved.' },
    RESERVED: { description: 'Every piece is held for it; its payment is being authorized.' },
    AUTHORIZED: { description: 'The money is set aside.' },
    CONFIRMED: { description: 'Accepted: the warehouse has been told.' },
    PICKING: { description: 'The pieces are being collected.' },
    PACKED: { description: 'The parcel is packed.' },
    SHIPPED: { description: 'The parcel is with the carrier.' },
    DELIVERED: { description: 'The parcel has arrived.' },
    COMPLETED: { description: 'Delivered, paid and booked out of stock: nothing is left to do.' },
    REJECTED: { description: 'Could not be fulfilled: too little stock, or a declined payment.' },
    CANCELLED: { description: 'Called off before it was shipped.' },
    RETURNED: { description: 'Sent back.' },
  },
});

export const PaymentStatusEnum = enumOf(PAYMENT_STATUSES);
registerEnumType(PaymentStatusEnum, {
  name: 'PaymentStatus',
  description: 'Where the payment of an order stands.',
  valuesConfig: {
    PENDING: { description: 'Not asked for yet, or not answered yet.' },
    IN_REVIEW: { description: 'Held until people have looked at it: the provider is not asked before.' },
    REQUIRES_ACTION: { description: 'The customer has to confirm it at their bank: see nextAction.' },
    AUTHORIZED: { description: 'Set aside, not taken.' },
    CAPTURED: { description: 'Taken.' },
    DECLINED: { description: 'Refused by the payment provider.' },
    VOIDED: { description: 'Let go: nothing was or will be taken.' },
    PARTIALLY_REFUNDED: { description: 'Taken, and a part given back.' },
    REFUNDED: { description: 'Taken and wholly given back.' },
  },
});

export const OrderSortEnum = enumOf(ORDER_SORTS);
registerEnumType(OrderSortEnum, {
  name: 'OrderSort',
  description: 'The order of a list of orders.',
  valuesConfig: {
    PLACED_DESC: { description: 'Newest first.' },
    PLACED_ASC: { description: 'Oldest first.' },
    TOTAL_DESC: { description: 'Dearest first.' },
    TOTAL_ASC: { description: 'Cheapest first.' },
  },
});

export const SagaStatusEnum = enumOf(SAGA_STATUSES);
registerEnumType(SagaStatusEnum, {
  name: 'SagaStatus',
  description: 'How the work behind an order goes.',
  valuesConfig: {
    RUNNING: { description: 'Steps are under way.' },
    COMPLETED: { description: 'Every step is done.' },
    COMPENSATING: { description: 'What had been done is being undone.' },
    COMPENSATED: { description: 'Everything that had been done is undone.' },
    STUCK: { description: 'A step got no answer however often it was asked: people must look.' },
  },
});
