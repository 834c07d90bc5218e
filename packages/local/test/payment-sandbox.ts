import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { type Payments, startPayments } from '../src/payments/index.ts';

export const WEBHOOK_SECRET = 'whsec_test';
const SECRET_KEY = 'sk_test_cardstock';

interface ClientOptions {
  readonly key?: string;
  readonly timeout?: number;
}

/** The payment sandbox in a folder of its own, and what tests do with it. */
export interface TestSandbox {
  readonly url: string;
  readonly folder: string;
  /** Ends it and starts it again on the same books. */
  restart(webhookUrl?: string): Promise<void>;
  stop(): Promise<void>;
  remove(): Promise<void>;
  client(options?: ClientOptions): Stripe;
  authorized(changes?: Partial<Stripe.PaymentIntentCreateParams>): Promise<Stripe.PaymentIntent>;
  addFault(fault: object): Promise<Response>;
  /** Makes happen what customers and banks do: authenticate, fail, expire, dispute. */
  happen(paymentId: string, what: string): Promise<Response>;
  ledger(): Promise<{ intents: object[]; totals: object }>;
}

export const anIntent = (
  changes: Partial<Stripe.PaymentIntentCreateParams> = {},
): Stripe.PaymentIntentCreateParams => ({
  amount: 2_500,
  currency: 'eur',
  capture_method: 'manual',
  confirm: true,
  payment_method: 'pm_card_visa',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  metadata: { orderId: 'order-1' },
  ...changes,
});

export const startTestSandbox = async (): Promise<TestSandbox> => {
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-payments-'));
  let webhookUrl: string | undefined;
  const start = (): Promise<Payments> => {
    const secrets = { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET };
    return startPayments({ port: 0, dataFolder: folder, webhookUrl, ...secrets, log: () => undefined });
  };
  let sandbox = await start();
  const client = ({ key = SECRET_KEY, timeout = 5_000 }: ClientOptions = {}): Stripe =>
    new Stripe(key, {
      ...{ host: '127.0.0.1', port: sandbox.port, protocol: 'http' },
      ...{ maxNetworkRetries: 0, telemetry: false, timeout },
    });
  return {
    get url() {
      return sandbox.url;
    },
    folder,
    restart: async (to = webhookUrl) => {
      webhookUrl = to;
      await sandbox.stop().catch(() => undefined);
      sandbox = await start();
    },
    stop: () => sandbox.stop(),
    remove: async () => {
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
    client,
    authorized: (changes = {}) => client().paymentIntents.create(anIntent(changes)),
    addFault: (fault) =>
      fetch(`${sandbox.url}/_sandbox/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      }),
    happen: (paymentId, what) =>
      fetch(`${sandbox.url}/_sandbox/payment_intents/${paymentId}/${what}`, { method: 'POST' }),
    ledger: async () => (await (await fetch(`${sandbox.url}/_sandbox/ledger`)).json()) as never,
  };
};
