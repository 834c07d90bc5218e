import { MoneyType } from '@cardstock/service';
import { Field, ObjectType } from 'type-graphql';
import type { PaymentStatus } from '../domain/payment-view.ts';
import { PaymentStatusEnum } from './enums.ts';

@ObjectType('Payment', {
  description: 'The money of an order, as the recorded answers of the payment provider tell it.',
})
export class PaymentType {
  @Field(() => PaymentStatusEnum, { description: 'Where it stands.' })
  status!: PaymentStatus;

  @Field(() => String, { description: 'How it is paid: card.' })
  method!: string;

  @Field(() => MoneyType, { description: 'What was set aside; it stays after a void, which the status tells.' })
  authorized!: MoneyType;

  @Field(() => MoneyType, { description: 'What was taken.' })
  captured!: MoneyType;

  @Field(() => MoneyType, { description: 'What was given back.' })
  refunded!: MoneyType;

  @Field(() => String, {
    nullable: true,
    description:
      'Why the provider declined, in its own code, such as insufficient_funds. A card that wants its holder to confirm (3-D Secure) is declined as authentication_required for now.',
  })
  failureCode!: string | null;
}
