import {
  authorize,
  capture,
  decline,
  loseAuthorization,
  recordDispute,
  recordVoid,
  refuseCapture,
} from '../payment/payment.ts';
import { approve, reject, requireAction, score } from '../payment/payment-hold.ts';
import { failRefund, recordRefund, requestRefund } from '../payment/refund.ts';
import { abandon, retry } from './by-hand.ts';
import { cancel, expire } from './cancellation.ts';
import type { OrderCommand } from './commands.ts';
import { type Decision, facts, NOTHING_NEW, refuse } from './decision.ts';
import { exists } from './evolve.ts';
import { cancelLines, recordReduction, recordReleasedLines } from './line-change.ts';
import { note } from './note.ts';
import type { ExistingOrder, Order } from './order.ts';
import { recordReturn } from './return.ts';
import { progressShipment } from './shipment.ts';
import { backorder, commitStock, refuseReservation, releaseStock, reserveStock } from './stock.ts';

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
    case 'RecordScore':
      return score(command, order);
    case 'ApprovePayment':
      return approve(command, order);
    case 'RejectPayment':
      return reject(command, order);
    case 'RecordAction':
      return requireAction(command, order);
    case 'RecordLostAuthorization':
      return loseAuthorization(command, order);
    case 'RefuseCapture':
      return refuseCapture(command, order);
    case 'RequestRefund':
      return requestRefund(command, order);
    case 'RecordRefund':
      return recordRefund(command, order);
    case 'FailRefund':
      return failRefund(command, order);
    case 'RecordDispute':
      return recordDispute(command, order);
    case 'RecordRelease':
      return releaseStock(command, order);
    case 'ProgressShipment':
      return progressShipment(command, order);
    case 'RecordBackorder':
      return backorder(command, order);
    case 'CancelLines':
      return cancelLines(command, order);
    case 'RecordReduction':
      return recordReduction(command, order);
    case 'RecordReleasedLines':
      return recordReleasedLines(command, order);
    case 'ExpireOrder':
      return expire(command, order);
    case 'AddNote':
      return note(command, order);
    case 'RetrySaga':
      return retry(command);
    case 'AbandonSaga':
      return abandon(command, order);
    case 'RecordReturn':
      return recordReturn(command, order);
    case 'CancelOrder':
      return cancel(command, order);
  }
};

/** What follows from a command: new facts, or a refusal. Facts that change nothing any more are no refusal. */
export const decide = (command: OrderCommand, order: Order): Decision => {
  if (exists(order)) return decideExisting(command, order);
  return command.type === 'PlaceOrder' ? place(command) : refuse({ code: 'ORDER_UNKNOWN' });
};
