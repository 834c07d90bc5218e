import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { LineView, OrderView, RecordedEvent, SagaView } from '../application/views.ts';
import { type PaymentView, paymentOf } from '../domain/payment-view.ts';
import type { Context } from './context.ts';
import { OrderHistoryEntryType, OrderLineType, OrderType } from './order.type.ts';
import { PaymentType } from './payment.type.ts';
import { UserType, VariantType } from './references.type.ts';
import { SagaType } from './saga.type.ts';

/** The saga of an order as it was after some facts. */
export type SagaFrom = (events: readonly RecordedEvent[]) => SagaView;

/** The facts that the view of an order knows of. */
const factsOf = async ({ id, asOf }: OrderView, { loaders }: Context): Promise<readonly RecordedEvent[]> => {
  const events = await loaders.events.load(id);
  return asOf ? events.filter(({ event }) => event.at <= asOf) : events;
};

@Resolver(() => OrderType)
export class OrderResolver {
  constructor(private readonly sagaFrom: SagaFrom) {}

  @FieldResolver(() => UserType, { description: 'Who ordered.' })
  customer(@Root() order: OrderType): UserType {
    return { id: order.customerId };
  }

  @FieldResolver(() => [OrderLineType], { description: 'What was ordered.' })
  lines(@Root() order: OrderType, @Ctx() { loaders }: Context): Promise<readonly LineView[]> {
    return loaders.lines.load(order.id);
  }

  @FieldResolver(() => PaymentType, { nullable: true, description: 'The money of the order.' })
  async payment(@Root() order: OrderType, @Ctx() context: Context): Promise<PaymentView> {
    const facts = await factsOf(order, context);
    return paymentOf(facts.map(({ event }) => event));
  }

  @FieldResolver(() => SagaType, { description: 'The work behind the order, step by step.' })
  async saga(@Root() order: OrderType, @Ctx() context: Context): Promise<SagaView> {
    const stored = order.asOf ? undefined : await context.loaders.sagas.load(order.id);
    return stored ?? this.sagaFrom(await factsOf(order, context));
  }

  @FieldResolver(() => [OrderHistoryEntryType], { description: 'Everything that happened to the order, oldest first.' })
  async history(@Root() order: OrderType, @Ctx() context: Context): Promise<OrderHistoryEntryType[]> {
    const facts = await factsOf(order, context);
    return facts.map(({ version, actor, event: { type, at } }) => ({
      version,
      type,
      occurredAt: at,
      actor: actor.kind,
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
