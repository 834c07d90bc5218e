import { AuthorizePayment, CapturePayment, type Contract } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { placed, reaches, read, reserve, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';
import { breaches, entriesOf, intentsOf } from './payment-journey.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld({ PAYMENT_TIMEOUT_MS: '300', PAYMENT_OPEN_MS: '200', SAGA_WATCH_EVERY_MS: '50' });
  world.neighbours.prices.set('A', 1500);
});
afterEach(async () => {
  await world.heal();
  expect(await breaches(world)).toEqual([]);
});
afterAll(() => world.stop());

const askFourTimes = (contract: Contract<string, { orderId: string }>, orderId: string) =>
  Promise.all([1, 2, 3, 4].map(() => world.tell(contract, { orderId })));

const live = async (id: string) => (await intentsOf(world, id)).filter(({ status }) => status !== 'canceled');

describe('a payment that many ask for at once', () => {
  it.each(['fail500', 'stored500', 'charged500', 'timeoutAfterCharge', 'delay'])(
    'is made once through %s',
    async (action) => {
      const { id } = await placed(world, customer);
      const match = { path: '/v1/payment_intents', method: 'POST' };
      await world.fault({ match, action, times: 2, delayMs: 600 });
      await world.fault({ match, action: 'lostWebhook', times: 4 });
      await reserve(world, id);
      await askFourTimes(AuthorizePayment, id);
      await reaches(world, customer, id, 'CONFIRMED');
      expect(await live(id)).toHaveLength(1);
      await world.heal();
      await world.fault({ match: { path: '/v1/payment_intents/*/capture' }, action, times: 2, delayMs: 600 });
      await shipment(world, id, 'SHIPPED');
      await reaches(world, customer, id, 'SHIPPED');
      await askFourTimes(CapturePayment, id);
      await eventually(async () => expect((await read(world, customer, id))?.payment.status).toBe('CAPTURED'));
      expect(await live(id)).toMatchObject([{ status: 'succeeded', amount_received: 3499 }]);
      expect(await entriesOf(world, id)).toEqual(['AUTHORIZED 3499', 'CAPTURED 3499']);
    },
  );
});
