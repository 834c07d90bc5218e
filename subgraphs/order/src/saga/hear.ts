import type { OrderCommand } from '../domain/order/commands.ts';
import type { SagaPolicy } from './commands.ts';
import type { Saga } from './saga.ts';
import { waitsAt } from './waits.ts';

/**
 * What a saga makes of an answer that told its order nothing new: a parcel that is where it was, stock that is still
 * awaited. Whoever answers is not silent, so that asking on is no reason for an alarm.
 */
export const hear = (saga: Saga, command: OrderCommand, policy: SagaPolicy): Saga => {
  const { waitForParcel, waitForStock } = waitsAt({ at: command.at, policy });
  const heard = (move: ReturnType<typeof waitForStock>): Saga => move({ saga, requests: [] }).saga;
  if (command.type === 'RecordBackorder') return heard(waitForStock(command.backorder.expectedAt));
  if (command.type !== 'ProgressShipment') return saga;
  const isArriving = saga.steps.complete.state === 'RUNNING' && saga.steps.complete.deadlineAt !== null;
  return isArriving ? heard(waitForParcel('complete')) : heard(waitForParcel('fulfil'));
};
