import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startTestSandbox, type TestSandbox, WEBHOOK_SECRET } from './payment-sandbox.ts';

let sandbox: TestSandbox;
let receiver: Server;
let received: Stripe.Event[];
let refusals: number;
let arrived: () => void;

const receivedTypes = () => received.map(({ type }) => type);

const untilReceived = async (count: number) => {
  while (received.length < count) {
    await new Promise<void>((resolve) => {
      arrived = resolve;
    });
  }
};

beforeEach(async () => {
  sandbox = await startTestSandbox();
  [received, refusals, arrived] = [[], 0, () => undefined];
  receiver = createServer(async (request, response) => {
    const signature = String(request.headers['stripe-signature']);
    const event = sandbox.client().webhooks.constructEvent(await text(request), signature, WEBHOOK_SECRET);
    if (refusals > 0) {
      refusals -= 1;
      response.writeHead(503).end();
      return;
    }
    received.push(event);
    response.writeHead(200).end();
    arrived();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  await sandbox.restart(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks`);
});

afterEach(async () => {
  await sandbox.remove();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

describe('a webhook', () => {
  it('is signed, and sent for each step of the money', async () => {
    const { id } = await sandbox.authorized();
    await sandbox.client().paymentIntents.capture(id);
    await sandbox.client().refunds.create({ payment_intent: id });
    await expect(sandbox.authorized({ payment_method: 'pm_card_chargeDeclined' })).rejects.toThrow('declined');
    await sandbox.client().paymentIntents.cancel((await sandbox.authorized({ confirm: false })).id);
    await untilReceived(5);
    expect(receivedTypes().toSorted()).toEqual([
      'charge.refunded',
      'payment_intent.amount_capturable_updated',
      'payment_intent.canceled',
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
    ]);
    expect(received[0]?.data.object).toMatchObject({ id, metadata: { orderId: 'order-1' } });
  });

  it('is sent again until it is taken', async () => {
    refusals = 2;
    await sandbox.authorized();
    await untilReceived(1);
    expect(receivedTypes()).toEqual(['payment_intent.amount_capturable_updated']);
  });

  it('that a stop kept back is sent by the next start', async () => {
    refusals = Number.POSITIVE_INFINITY;
    await sandbox.authorized();
    await sandbox.stop();
    refusals = 0;
    await sandbox.restart();
    await untilReceived(1);
  });

  it('comes twice or late when a fault wants it', async () => {
    await sandbox.addFault({ action: 'duplicateWebhook', times: 1 });
    await sandbox.authorized();
    await untilReceived(2);
    expect(received[0]?.id).toBe(received[1]?.id);

    await sandbox.addFault({ action: 'lateWebhook', times: 1, delayMs: 200 });
    const before = Date.now();
    await sandbox.authorized();
    await untilReceived(3);
    expect(Date.now() - before).toBeGreaterThanOrEqual(199);
  });

  it('can get lost, too', async () => {
    await sandbox.addFault({ action: 'lostWebhook', times: 1 });
    await sandbox.authorized();
    const { id } = await sandbox.authorized();
    await untilReceived(1);
    expect(received.map(({ data }) => (data.object as { id: string }).id)).toEqual([id]);
  });

  it('comes out of order when the first is late', async () => {
    await sandbox.addFault({ action: 'lateWebhook', times: 1, delayMs: 300 });
    const { id } = await sandbox.authorized();
    await sandbox.client().paymentIntents.capture(id);
    await untilReceived(2);
    expect(receivedTypes()).toEqual(['payment_intent.succeeded', 'payment_intent.amount_capturable_updated']);
  });

  it('tells what customers and banks do', async () => {
    const payment_method = 'pm_card_authenticationRequired';
    const good = await sandbox.authorized({ payment_method });
    const bad = await sandbox.authorized({ payment_method });
    await sandbox.happen(good.id, 'authenticate');
    await sandbox.happen(bad.id, 'fail');
    await sandbox.happen(good.id, 'expire');
    const { id } = await sandbox.authorized({ capture_method: 'automatic' });
    await sandbox.happen(id, 'dispute');
    await untilReceived(7);
    expect(receivedTypes().toSorted()).toEqual([
      'charge.dispute.created',
      'payment_intent.amount_capturable_updated',
      'payment_intent.canceled',
      'payment_intent.payment_failed',
      'payment_intent.requires_action',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
    ]);
    expect((await sandbox.happen(good.id, 'authenticate')).status).toBe(400);
    expect((await sandbox.happen('pi_none', 'expire')).status).toBe(404);
    expect((await sandbox.happen(good.id, 'explode')).status).toBe(404);
  });
});
