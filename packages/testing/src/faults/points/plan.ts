import type { Random } from '../random.ts';
import { ALL_FAULTS, type Fault, POINTS } from './points.ts';

/** Steps that a few orders are sure to pass: what a short run strikes. */
const COMMON_STEPS = new Set([
  ...['placeOrder', 'InventoryReserved', 'ReserveStock', 'AuthorizePayment', 'authorize', 'FulfilOrder'],
  ...['ReleaseStock', 'InventoryReleased', 'OrderStatusChanged'],
]);

const isCommon = ({ step, service }: Fault): boolean => COMMON_STEPS.has(step) && service !== 'notification';

/**
 * The faults of a run, in the order in which they are armed: a pure function of the chance it is given. A whole run has
 * every point at every step, a short one every point at one step that few orders are enough for.
 */
export const planFaults = (random: Random, isShort: boolean): readonly Fault[] => {
  if (!isShort) return random.shuffle(ALL_FAULTS);
  return random.shuffle(
    POINTS.map((point) => random.pick(ALL_FAULTS.filter((fault) => fault.point === point && isCommon(fault)))),
  );
};
