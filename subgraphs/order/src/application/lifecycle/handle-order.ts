import type { OrderCommand } from '../../domain/order/commands.ts';
import { decide } from '../../domain/order/decide.ts';
import type { Refusal } from '../../domain/order/decision.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import { evolve, exists, fold } from '../../domain/order/evolve.ts';
import type { Order } from '../../domain/order/order.ts';
import type { SagaPolicy } from '../../saga/commands.ts';
import { hear } from '../../saga/hear.ts';
import { reactAll } from '../../saga/react.ts';
import { done, type Result, refused } from '../outcomes.ts';
import type { OrderScope, StoredOrder } from '../ports.ts';
import type { Actor } from '../reading/views.ts';
import { sendRefund, sendRequest, sendStatusChange } from './messages.ts';
import { sendMilestone } from './milestones.ts';

export interface Cause {
  readonly actor: Actor;
  readonly correlationId: string;
}

export interface HandledOrder {
  readonly order: Order;
  readonly version: number;
  readonly events: readonly OrderEvent[];
}
export type HandleOrder = (
  scope: OrderScope,
  stored: StoredOrder,
  command: OrderCommand,
  cause: Cause,
) => Promise<Result<HandledOrder, Refusal>>;

const announce = (
  scope: OrderScope,
  stored: StoredOrder,
  events: readonly OrderEvent[],
  correlationId: string,
): void => {
  let before = stored.order;
  for (const [index, event] of events.entries()) {
    const after = evolve(before, event);
    if (event.type === 'RefundRequested') sendRefund(scope, stored.id, event, correlationId);
    if (exists(after)) {
      sendMilestone(scope, { event, after, version: stored.version + index + 1, correlationId });
    }
    sendStatusChange(scope, { before, after, version: stored.version + index + 1, at: event.at, correlationId });
    before = after;
  }
};

/** The only decide → save: what follows from a command, and what the saga makes of it, in the caller's transaction. */
export const makeHandleOrder =
  (policy: SagaPolicy): HandleOrder =>
  async (scope, stored, command, { actor, correlationId }) => {
    const decision = decide(command, stored.order);
    if (!decision.ok) return refused(decision.refusal);
    const { events } = decision;
    const version = stored.version + events.length;
    if (events.length === 0) {
      const heard = hear(stored.saga, command, policy);
      if (heard !== stored.saga) await scope.orders.saveSaga(stored.id, heard);
      return done({ order: stored.order, version, events });
    }
    const after = fold(events, stored.order);
    const { saga, requests } = reactAll(stored.saga, events, policy);
    await scope.orders.save({ before: stored, events, after, saga, actor, correlationId });
    announce(scope, stored, events, correlationId);
    if (exists(after)) {
      for (const request of requests) sendRequest(scope, request, { order: after, at: command.at, correlationId });
    }
    return done({ order: after, version, events });
  };
