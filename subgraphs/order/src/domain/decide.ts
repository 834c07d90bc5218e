import { cancel } from './cancellation.ts';
import { type Decision, facts, NOTHING_NEW, type OrderCommand, refuse } from './commands.ts';
import { exists } from './evolve.ts';
import type { ExistingOrder, Order } from './order.ts';
import { authorize, capture, decline, recordVoid } from './payment.ts';
import { progressShipment } from './shipment.ts';
import { commitStock, refuseReservation, releaseStock, reserveStock } from './stock.ts';

const place = (command: Extract<OrderCommand, { type: 'PlaceOrder' }>): Decision =>
  facts({ type: 'OrderPlaced', at: command.at, data: command.order });

const decideExisting = (command: OrderCommand, order: ExistingOrder): Decision => {
  switch (command.type) {
    case 'PlaceOrder':
      return order.id === command.order.id ? NOTHING_NEW : refuse({ code: 'ORDER_EXISTS' });
    case 'RecordReservation':
      return reserveStock(command, order);
    case 'RefuseReservation':
      return refuseReservation(command, order);
    case 'RecordAuthorization':
      return authorize(command, order);
    case 'RecordDecline':
      return decline(command, order);
    case 'RecordCapture':
      return capture(command, order);
    case 'RecordCommit':
      return commitStock(command, order);
    case 'RecordVoid':
      return recordVoid(command, order);
    case 'RecordRelease':
      return releaseStock(command, order);
    case 'ProgressShipment':
      return progressShipment(command, order);
    case 'CancelOrder':
      return cancel(command, order);
  }
};

/** What follows from a command: new facts, or a refusal. Facts that change nothing any more are no refusal. */
export const decide = (command: OrderCommand, order: Order): Decision => {
  if (exists(order)) return decideExisting(command, order);
  return command.type === 'PlaceOrder' ? place(command) : refuse({ code: 'ORDER_UNKNOWN' });
};
