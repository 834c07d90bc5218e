import { type Envelope, idFrom, makeEnvelope } from '@cardstock/contracts';
import { appendToOutbox, type DeadlineHandler, type Sql, setDeadline } from '@cardstock/messaging';
import { type PlannedStep, plannedStep, planStep } from '../application/autopilot.ts';
import type { Unit } from '../application/ports.ts';

export const ADVANCE_SHIPMENT = 'advance-shipment';

/** Plans the autopilot's next step. Each step has its own id: one that is planned again is moved, not doubled. */
export const planNextIn =
  (sql: Sql, restMs: number): Unit['planNext'] =>
  async (shipment, occasion) => {
    const step = planStep(shipment, occasion);
    if (!step) return;
    await setDeadline(sql, {
      id: idFrom(ADVANCE_SHIPMENT, step.shipmentId, step.to),
      name: ADVANCE_SHIPMENT,
      subject: step.shipmentId,
      dueAt: new Date(occasion.at.getTime() + restMs),
      data: step,
    });
  };

interface Parts {
  readonly takeStep: (unit: Unit, step: PlannedStep, at: Date) => Promise<void>;
  readonly unitIn: (sql: Sql, send: Unit['send']) => Unit;
  readonly now: () => Date;
}

/** Takes a planned step in the transaction that forgets its deadline. */
export const onAdvanceShipment =
  ({ takeStep, unitIn, now }: Parts): DeadlineHandler =>
  async (sql, { data }) => {
    const messages: Envelope[] = [];
    const unit = unitIn(sql, (contract, content, to) => {
      messages.push(makeEnvelope(contract, content, { ...to, source: 'fulfillment' }));
    });
    await takeStep(unit, plannedStep.parse(data), now());
    await appendToOutbox(sql, messages);
  };
