import type { Subscription } from '@cardstock/messaging';
import type { Transact } from '@cardstock/service';
import type { PaymentTask } from '../application/payment-parts.ts';
import type { SaveOffers } from '../application/ports.ts';
import type { RecordAnswer } from '../application/record-answer.ts';
import { onAuthorizePayment } from './authorize-payment.consumer.ts';
import { onCapturePayment } from './capture-payment.consumer.ts';
import { onInventoryCommitted } from './inventory-committed.consumer.ts';
import { onInventoryReleased } from './inventory-released.consumer.ts';
import { onInventoryReservationFailed } from './inventory-reservation-failed.consumer.ts';
import { onInventoryReserved } from './inventory-reserved.consumer.ts';
import { onProductsImported } from './products-imported.consumer.ts';
import { onShipmentStatusChanged } from './shipment-status-changed.consumer.ts';
import { onVoidPayment } from './void-payment.consumer.ts';

interface Parts {
  readonly recordAnswer: RecordAnswer;
  readonly transact: Transact;
  readonly saveOffers: SaveOffers;
  readonly authorizePayment: (task: PaymentTask) => Promise<void>;
  readonly capturePayment: (task: PaymentTask) => Promise<void>;
  readonly voidPayment: (task: PaymentTask) => Promise<void>;
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
    onShipmentStatusChanged(recordAnswer, now),
    onProductsImported(parts.transact, parts.saveOffers),
    onAuthorizePayment(parts.authorizePayment),
    onCapturePayment(parts.capturePayment),
    onVoidPayment(parts.voidPayment),
  ];
};
