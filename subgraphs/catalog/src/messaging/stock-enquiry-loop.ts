import { type Loop, startLoop } from '@cardstock/messaging';
import type { Logger } from '@cardstock/service';
import type { AskForStock } from '../application/stock-enquiry.ts';

const PROJECTION_MAY_TAKE_MS = 500;
const LOOK_EVERY_MS = 60_000;

const REST_MS = { asked: 0, waiting: PROJECTION_MAY_TAKE_MS, 'nothing to ask': LOOK_EVERY_MS };

/** Asks the inventory for the stock of products that are older than the tables. Several may run side by side. */
export const startStockEnquiry = (askForStock: AskForStock, log: Logger): Loop =>
  startLoop({ name: 'stock enquiry', round: async () => REST_MS[await askForStock()], log });
