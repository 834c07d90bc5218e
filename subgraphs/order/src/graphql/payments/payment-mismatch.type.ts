import { connectionOf, DateTime, MoneyType } from '@cardstock/service';
import { Field, ID, ObjectType } from 'type-graphql';
import type { MismatchKind, Resolution } from '../../application/reconciliation/payment-reconciliation.ts';
import { MismatchKindEnum, MismatchResolutionEnum } from './payment.enums.ts';

@ObjectType('PaymentMismatch', { description: "Where the provider's books and ours did not say the same." })
export class PaymentMismatchType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The order, as the payment names it.' })
  orderId!: string | null;

  @Field(() => String, { description: "The provider's id of the payment." })
  paymentId!: string;

  @Field(() => MismatchKindEnum, { description: 'How they differ.' })
  kind!: MismatchKind;

  @Field(() => MoneyType, { description: 'What our books said.' })
  ours!: MoneyType;

  @Field(() => MoneyType, { description: "What the provider's said." })
  theirs!: MoneyType;

  @Field(() => MismatchResolutionEnum, { description: 'What became of it.' })
  resolution!: Resolution;

  @Field(() => DateTime, { description: 'When it was found.' })
  at!: Date;
}

export const PaymentMismatchConnectionType = connectionOf('PaymentMismatch', () => PaymentMismatchType);
