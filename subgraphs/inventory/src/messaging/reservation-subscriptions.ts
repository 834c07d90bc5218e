import type { Subscription } from '@cardstock/messaging';
import type { HoldClock, Submit } from './as-request.ts';
import { onCommitStock } from './commit-stock.consumer.ts';
import { onExtendReservation } from './extend-reservation.consumer.ts';
import { onReleaseLines } from './release-lines.consumer.ts';
import { onReleaseStock } from './release-stock.consumer.ts';
import { onReserveStock } from './reserve-stock.consumer.ts';

/** The commands of orders about their stock. All go through one door, so that those of one order keep their order. */
export const reservationSubscriptions = (submit: Submit, clock: HoldClock): readonly Subscription[] => [
  onReserveStock(submit, clock),
  onReleaseStock(submit, clock),
  onReleaseLines(submit, clock),
  onCommitStock(submit, clock),
  onExtendReservation(submit, clock),
];
