import { cancelIntent } from './cancel-intent.ts';
import { captureIntent } from './capture-intent.ts';
import { confirmIntent } from './confirm-intent.ts';
import { createIntent } from './create-intent.ts';
import { createRefund } from './create-refund.ts';
import type { Operation } from './operation.ts';
import { listIntents, listRefunds, retrieveCharge, retrieveIntent, retrieveRefund } from './read.ts';
import { searchIntents } from './search-intents.ts';

export interface Route {
  method: 'GET' | 'POST';
  url: string;
  operation: Operation;
}

const get = (url: string, operation: Operation): Route => ({ method: 'GET', url, operation });
const post = (url: string, operation: Operation): Route => ({ method: 'POST', url, operation });

/** The part of Stripe's API that the sandbox speaks. */
export const ROUTES: Route[] = [
  post('/v1/payment_intents', createIntent),
  get('/v1/payment_intents', listIntents),
  get('/v1/payment_intents/search', searchIntents),
  get('/v1/payment_intents/:id', retrieveIntent),
  post('/v1/payment_intents/:id/confirm', confirmIntent),
  post('/v1/payment_intents/:id/capture', captureIntent),
  post('/v1/payment_intents/:id/cancel', cancelIntent),
  get('/v1/charges/:id', retrieveCharge),
  post('/v1/refunds', createRefund),
  get('/v1/refunds', listRefunds),
  get('/v1/refunds/:id', retrieveRefund),
];
