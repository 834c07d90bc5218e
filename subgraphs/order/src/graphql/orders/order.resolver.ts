import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RecordedEvent, SagaView } from '../../application/reading/views.ts';
import { summaryOf } from '../../domain/order/summary.ts';
import { isTold } from '../../saga/saga.ts';
import type { Context } from '../context.ts';
import { SagaType } from '../lifecycle/saga.type.ts';
import { toPayment } from '../payments/payment.resolver.ts';
import { PaymentType } from '../payments/payment.type.ts';
import { UserType, VariantType } from '../references.type.ts';
import { factsOf } from './facts-of.ts';
import { OrderHistoryEntryType, OrderLineType, OrderType } from './order.type.ts';

/** The saga of an order as it was after some facts. */
export type SagaFrom = (events: readonly RecordedEvent[]) => SagaView;

@Resolver(() => OrderType)
export class OrderResolver {
  constructor(private readonly sagaFrom: SagaFrom) {}

  @FieldResolver(() => UserType, { description: 'Who ordered.' })
  customer(@Root() order: OrderType): UserType {
    return { id: order.customerId };
  }

  @FieldResolver(() => PaymentType, { nullable: true, description: 'The money of the order.' })
  async payment(@Root() order: OrderType, @Ctx() context: Context): Promise<PaymentType> {
    return toPayment(order, await factsOf(order, context));
  }

  @FieldResolver(() => SagaType, { description: 'The work behind the order, step by step.' })
  async saga(@Root() order: OrderType, @Ctx() context: Context): Promise<SagaView> {
    const stored = order.asOf ? undefined : await context.loaders.sagas.load(order.id);
    const saga = stored ?? this.sagaFrom(await factsOf(order, context));
    return { ...saga, steps: saga.steps.filter((step) => isTold(step.name, step)) };
  }

  @FieldResolver(() => [OrderHistoryEntryType], { description: 'Everything that happened to the order, oldest first.' })
  async history(@Root() order: OrderType, @Ctx() context: Context): Promise<OrderHistoryEntryType[]> {
    const facts = await factsOf(order, context);
    return facts.map(({ version, actor, event }) => ({
      version,
      type: event.type,
      occurredAt: event.at,
      actor: actor.kind,
      summary: summaryOf(event),
    }));
  }
}

@Resolver(() => OrderLineType)
export class OrderLineResolver {
  @FieldResolver(() => VariantType, { description: 'What the line is of.' })
  variant(@Root() line: OrderLineType): VariantType {
    return { sku: line.sku };
  }
}
