import type { HttpServer, Logger } from '@cardstock/service';
import Stripe from 'stripe';
import type { TakePaymentNews } from '../application/payments/take-payment-news.ts';
import { toNews } from './payment-news.ts';

interface WebhookOptions {
  readonly secret: string;
  readonly take: TakePaymentNews;
  /** Called when news have left something to be done. */
  readonly onWork: () => void;
  readonly log: Logger;
}

const LARGEST_BYTES = 262_144;
/** What was signed longer ago may be an old event played again. */
const TOLERANCE_S = 300;

/** Stripe's own check of the signature, in constant time; undefined for what Stripe did not send, or long ago. */
const verified = (body: unknown, signature: unknown, secret: string): Stripe.Event | undefined => {
  if (!Buffer.isBuffer(body) || typeof signature !== 'string') return undefined;
  try {
    return Stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_S);
  } catch (err) {
    if (err instanceof Stripe.errors.StripeSignatureVerificationError || err instanceof SyntaxError) return undefined;
    throw err;
  }
};

const refusal = {
  errors: [{ message: 'The signature does not fit.', extensions: { code: 'SIGNATURE_INVALID' } }],
};

/** Where Stripe tells what happens: POST /webhooks/stripe. It is told again later where we answer with a failure. */
export const addStripeWebhook = (http: HttpServer, { secret, take, onWork, log }: WebhookOptions): void => {
  // In a scope of its own: the signature is over the raw bytes, which no other route wants.
  void http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const raw = { parseAs: 'buffer', bodyLimit: LARGEST_BYTES } as const;
    scope.addContentTypeParser('*', raw, (_request, body, done) => done(null, body));
    scope.post('/webhooks/stripe', async (request, reply) => {
      const event = verified(request.body, request.headers['stripe-signature'], secret);
      if (!event) {
        log.warn('a webhook without a valid signature was refused');
        return reply.code(400).send(refusal);
      }
      const news = toNews(event);
      if (news && (await take(news))) onWork();
      return reply.send({ received: true });
    });
  });
};
