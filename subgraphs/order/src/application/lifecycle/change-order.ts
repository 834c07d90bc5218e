import { isUuid, newId } from '@cardstock/contracts';
import type { Viewer } from '@cardstock/service';
import type { OrderCommand } from '../../domain/order/commands.ts';
import type { Refusal } from '../../domain/order/decision.ts';
import { exists } from '../../domain/order/evolve.ts';
import type { ExistingOrder } from '../../domain/order/order.ts';
import { actorOf, mayChange, requireSomebody } from '../access.ts';
import { done, type Result, refused } from '../outcomes.ts';
import type { InOrderTransaction, StoredOrder } from '../ports.ts';
import { toView } from '../reading/to-view.ts';
import type { OrderView } from '../reading/views.ts';
import type { HandleOrder } from './handle-order.ts';

export interface ChangeParts {
  readonly transact: InOrderTransaction;
  readonly handleOrder: HandleOrder;
  readonly now: () => Date;
}

/** What is to be done with an order as it is stored, or why not. */
export type CommandFor<More> = (order: ExistingOrder, stored: StoredOrder, at: Date) => Result<OrderCommand, More>;

/**
 * Has an order changed by its customer or by staff, in one transaction: the order as it is then, or why not. A foreign
 * order is as unknown as one that there is not. Throws UNAUTHENTICATED for nobody.
 */
export const makeChangeOrder =
  ({ transact, handleOrder, now }: ChangeParts) =>
  async <More extends { readonly code: string } = never>(
    viewer: Viewer,
    orderId: string,
    commandFor: CommandFor<More>,
  ): Promise<Result<OrderView, Refusal | More>> => {
    requireSomebody(viewer);
    const unknown = refused({ code: 'ORDER_UNKNOWN' });
    if (!isUuid(orderId)) return unknown;
    return transact(async (scope): Promise<Result<OrderView, Refusal | More>> => {
      const stored = await scope.orders.load(orderId.toLowerCase());
      const { order } = stored;
      if (!exists(order) || !mayChange(viewer, order.customerId)) return unknown;
      const command = commandFor(order, stored, now());
      if (!command.ok) return command;
      const cause = { actor: actorOf(viewer, order.customerId), correlationId: newId() };
      const outcome = await handleOrder(scope, stored, command.value, cause);
      if (!outcome.ok) return outcome;
      return exists(outcome.value.order) ? done(toView(outcome.value.order, outcome.value.version)) : unknown;
    });
  };
export type ChangeOrder = ReturnType<typeof makeChangeOrder>;
