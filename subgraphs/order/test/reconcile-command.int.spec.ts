import { aUser, startProgram } from '@cardstock/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { type OrderWorld, startOrderWorld } from './order-service.ts';
import { captured } from './payment-journey.ts';

let world: OrderWorld;

beforeAll(async () => {
  world = await startOrderWorld({ PAYMENT_ORPHAN_AFTER_MS: '1' });
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

const reconcile = async (env: Record<string, string> = {}) => {
  const program = startProgram('subgraphs/order/dist/reconcile.main.js', { ...world.environment, ...env });
  return { code: await program.ended, output: program.output() };
};

it('compares the books when it is asked to: what it could mend is fine, what is left is not', async () => {
  await captured(world, aUser());
  const fine = await reconcile();
  expect(fine.output).toContain('0 differences');
  expect(fine.code).toBe(0);

  const outside = new Stripe('sk_test_order', { host: '127.0.0.1', port: world.payments.port, protocol: 'http' });
  const intent = { amount: 1234, currency: 'usd', confirm: true, payment_method: 'pm_card_visa' };
  const orphan = await outside.paymentIntents.create({ ...intent, capture_method: 'manual' });
  const mended = await reconcile();
  expect(mended.output).toContain(orphan.id);
  expect(mended.output).toContain('VOIDED');
  expect(mended.code).toBe(0);

  const taken = await outside.paymentIntents.create(intent);
  const left = await reconcile();
  expect(left.output).toContain(taken.id);
  expect(left.output).toContain('OPEN');
  expect(left.code).toBe(1);

  const away = await reconcile({ STRIPE_API_URL: 'http://127.0.0.1:9' });
  expect(away.output).toContain('The books could not be compared: the payment provider does not answer');
  expect(away.code).toBe(2);
});
