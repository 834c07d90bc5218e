import { type Loop, startLoop } from '@cardstock/messaging';
import type { Logger } from '@cardstock/service';

interface Options {
  readonly reviewWarehouse: () => Promise<boolean>;
  readonly log: Logger;
}

const LOOK_EVERY_MS = 500;

/** Announces the stock of warehouses that were closed or opened, as long as there is any left. Several may run side by side. */
export const startWarehouseReviews = ({ reviewWarehouse, log }: Options): Loop =>
  startLoop({
    name: 'warehouse reviews',
    round: async () => ((await reviewWarehouse()) ? 0 : LOOK_EVERY_MS),
    log,
  });
