import { ORDER_STATUSES } from '@cardstock/contracts';
import { describe, expect, it } from '@jest/globals';
import {
  AT,
  abandonSaga,
  authorize,
  authorized,
  backordered,
  CONFIRMED,
  cancel,
  cancelLines,
  cancelled,
  capture,
  captured,
  comeBack,
  commit,
  committed,
  completed,
  decline,
  expire,
  letGo,
  linesReleased,
  moved,
  note,
  place,
  placed,
  reduced,
  refuseStock,
  rejected,
  release,
  reserve,
  reserved,
  retrySaga,
  SHIPPED,
  ship,
} from '../../../test/order-specification.ts';
import type { OrderCommand } from './commands.ts';
import { decide } from './decide.ts';
import type { OrderEvent } from './events.ts';
import { fold } from './evolve.ts';

const COMPLETED = [...SHIPPED, captured, committed, moved('DELIVERED'), completed];
const HISTORIES: Record<string, readonly OrderEvent[]> = {
  NONE: [],
  PENDING: [placed],
  RESERVED: [placed, reserved],
  AUTHORIZED: [placed, reserved, authorized],
  CONFIRMED,
  PICKING: [...CONFIRMED, moved('PICKING')],
  PACKED: [...CONFIRMED, moved('PICKING'), moved('PACKED')],
  SHIPPED,
  DELIVERED: [...SHIPPED, moved('DELIVERED')],
  COMPLETED,
  REJECTED: [placed, rejected],
  CANCELLED: [placed, reserved, cancelled],
  RETURNED: [...COMPLETED, { type: 'OrderReturned', at: AT, data: { returnId: 'r0', reason: 'damaged' } }],
};

/** What is asked of the money of an order: see the specifications of payments for their order among each other. */
const MONEY: readonly OrderCommand[] = [
  {
    type: 'RecordScore',
    at: AT,
    fraud: { score: 90, decision: 'REJECT', reasons: [] },
    reviewUntil: AT,
  },
  { type: 'ApprovePayment', at: AT },
  { type: 'RejectPayment', at: AT },
  { type: 'RecordAction', at: AT, paymentId: 'pi_1', url: null, expiresAt: AT },
  { type: 'RecordLostAuthorization', at: AT, paymentId: 'pi_1', failureCode: 'expired' },
  { type: 'RefuseCapture', at: AT, failureCode: 'expired' },
  { type: 'RequestRefund', at: AT, refundId: 'rf1', amount: 100, reason: 'sorry' },
  { type: 'RecordRefund', at: AT, refundId: 'rf1', amount: { amount: 100, currency: 'USD' }, refundRef: 're_1' },
  { type: 'FailRefund', at: AT, refundId: 'rf1', failureCode: 'lost' },
  { type: 'RecordDispute', at: AT, disputeId: 'd1', amount: { amount: 100, currency: 'USD' }, reason: 'fraud' },
];

const COMMANDS: readonly OrderCommand[] = [
  place,
  reserve,
  refuseStock,
  backordered,
  authorize,
  decline,
  ...(['AWAITING_PICK', 'PICKING', 'PACKED', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'EXCEPTION'] as const).map(ship),
  capture,
  commit,
  cancel,
  cancelLines(1),
  reduced(true),
  linesReleased(),
  expire,
  note,
  retrySaga,
  abandonSaga,
  comeBack,
  letGo(null),
  release,
];

const nameOf = (command: OrderCommand): string => ('status' in command ? `Ship:${command.status}` : command.type);

/** Where a command takes an order: '=' for a fact without a new status, '.' for nothing, '!' for a refusal. */
const step = (history: readonly OrderEvent[], command: OrderCommand): string => {
  const before = fold(history);
  const decision = decide(command, before);
  if (!decision.ok) return '!';
  if (decision.events.length === 0) return '.';
  const after = fold(decision.events, before);
  return after.status === before.status ? '=' : after.status;
};

const rowsOf = (commands: readonly OrderCommand[]): string[] =>
  Object.entries(HISTORIES).map(([status, history]) => {
    const steps = commands.map((command) => [nameOf(command), step(history, command)] as const);
    const told = steps.filter(([, to]) => to !== '.').map(([name, to]) => `${name} ${to}`);
    return `${status}: ${told.join(', ')}`;
  });

describe('the state diagram of an order', () => {
  it('has every status', () => {
    expect(Object.keys(HISTORIES).toSorted()).toEqual(['NONE', ...ORDER_STATUSES].toSorted());
    for (const [status, history] of Object.entries(HISTORIES)) expect(fold(history).status).toBe(status);
  });

  it('is this, and nothing else: status × command', () => {
    expect(rowsOf(COMMANDS)).toEqual([
      `NONE: PlaceOrder PENDING, ${COMMANDS.slice(1)
        .map((command) => `${nameOf(command)} !`)
        .join(', ')}`,
      'PENDING: RecordReservation RESERVED, RefuseReservation REJECTED, RecordBackorder =, CancelOrder CANCELLED, CancelLines !, ExpireOrder CANCELLED, AddNote =, RetrySaga =, AbandonSaga CANCELLED, RecordReturn !',
      'RESERVED: RecordAuthorization CONFIRMED, RecordDecline REJECTED, CancelOrder CANCELLED, CancelLines =, ExpireOrder CANCELLED, AddNote =, RetrySaga =, AbandonSaga CANCELLED, RecordReturn !',
      'AUTHORIZED: CancelOrder CANCELLED, CancelLines =, ExpireOrder CANCELLED, AddNote =, RetrySaga =, AbandonSaga CANCELLED, RecordReturn !',
      'CONFIRMED: Ship:AWAITING_PICK =, Ship:PICKING PICKING, Ship:PACKED PACKED, Ship:SHIPPED SHIPPED, Ship:DELIVERED DELIVERED, Ship:CANCELLED CANCELLED, CancelOrder =, CancelLines =, AddNote =, RetrySaga =, AbandonSaga CANCELLED, RecordReturn !',
      'PICKING: Ship:PACKED PACKED, Ship:SHIPPED SHIPPED, Ship:DELIVERED DELIVERED, Ship:CANCELLED CANCELLED, CancelOrder =, CancelLines =, AddNote =, RetrySaga =, AbandonSaga CANCELLED, RecordReturn !',
      'PACKED: Ship:SHIPPED SHIPPED, Ship:DELIVERED DELIVERED, Ship:CANCELLED CANCELLED, CancelOrder =, CancelLines !, AddNote =, RetrySaga =, AbandonSaga CANCELLED, RecordReturn !',
      'SHIPPED: Ship:DELIVERED DELIVERED, RecordCapture =, RecordCommit =, CancelOrder !, CancelLines !, AddNote =, RetrySaga =, AbandonSaga =, RecordReturn !',
      'DELIVERED: RecordCapture =, RecordCommit =, CancelOrder !, CancelLines !, AddNote =, RetrySaga =, AbandonSaga COMPLETED, RecordReturn RETURNED',
      'COMPLETED: CancelOrder !, CancelLines !, AddNote =, RetrySaga =, AbandonSaga =, RecordReturn RETURNED',
      'REJECTED: RecordAuthorization =, CancelOrder !, CancelLines !, AddNote =, RetrySaga =, AbandonSaga =, RecordReturn !, RecordVoid =, RecordRelease =',
      'CANCELLED: RecordAuthorization =, CancelLines !, AddNote =, RetrySaga =, AbandonSaga =, RecordReturn !, RecordVoid =, RecordRelease =',
      'RETURNED: CancelOrder !, CancelLines !, AddNote =, RetrySaga =, AbandonSaga =',
    ]);
  });

  it('is moved by news of its money only where a payment ends it', () => {
    const moving = rowsOf(MONEY).flatMap((row) => row.match(/^\w+|\w+ [A-Z]{2,}/g)?.join(' → ') ?? []);
    expect(moving.filter((row) => row.includes(' → '))).toEqual(['RESERVED → RecordScore REJECTED']);
  });
});
