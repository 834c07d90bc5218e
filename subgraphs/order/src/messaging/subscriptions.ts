import type { Subscription } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import type { AnswerExpiredReservation } from '../application/lifecycle/answer-expired-reservation.ts';
import type { RecordAnswer } from '../application/payments/record-answer.ts';
import type { SaveOffers, SavePrice } from '../application/ports.ts';
import { onFulfillmentReduced } from './fulfillment-reduced.consumer.ts';
import { onInventoryBackordered } from './inventory-backordered.consumer.ts';
import { onInventoryCommitted } from './inventory-committed.consumer.ts';
import { onInventoryLinesReleased } from './inventory-lines-released.consumer.ts';
import { onInventoryReleased } from './inventory-released.consumer.ts';
import { onInventoryReservationExpired } from './inventory-reservation-expired.consumer.ts';
import { onInventoryReservationFailed } from './inventory-reservation-failed.consumer.ts';
import { onInventoryReserved } from './inventory-reserved.consumer.ts';
import { onProductChanged } from './product-changed.consumer.ts';
import { onProductPriceChanged } from './product-price-changed.consumer.ts';
import { onProductsImported } from './products-imported.consumer.ts';
import { onShipmentStatusChanged } from './shipment-status-changed.consumer.ts';

interface Parts {
  readonly recordAnswer: RecordAnswer;
  readonly answerExpiredReservation: AnswerExpiredReservation;
  readonly transact: Transact;
  readonly saveOffers: SaveOffers;
  readonly savePrice: SavePrice;
  readonly payments: readonly Subscription[];
  readonly now: () => Date;
}

/** Everything that this subgraph takes from its queue. */
export const subscriptionsOf = (parts: Parts): readonly Subscription[] => {
  const { recordAnswer, now } = parts;
  return [
    onInventoryReserved(recordAnswer, now),
    onInventoryReservationFailed(recordAnswer, now),
    onInventoryReleased(recordAnswer, now),
    onInventoryCommitted(recordAnswer, now),
    onInventoryBackordered(recordAnswer, now),
    onInventoryLinesReleased(recordAnswer, now),
    onInventoryReservationExpired(parts.answerExpiredReservation, now),
    onShipmentStatusChanged(recordAnswer, now),
    onFulfillmentReduced(recordAnswer, now),
    onProductsImported(parts.transact, parts.saveOffers),
    ...onProductChanged(parts.transact, parts.saveOffers),
    onProductPriceChanged(parts.transact, parts.savePrice),
    ...parts.payments,
  ];
};
