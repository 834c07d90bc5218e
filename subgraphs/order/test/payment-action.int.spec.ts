import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmed, happens, placed, reaches, read, reserve, shipment } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';
import { breaches, intentsOf } from './payment-journey.ts';

let world: OrderWorld;
const customer = aUser();
const SLOW_MS = 2_500;

beforeAll(async () => {
  world = await startOrderWorld({
    PAYMENT_ACTION_WITHIN_MS: String(SLOW_MS),
    SAGA_ANSWER_WITHIN_MS: '300',
    SAGA_LONGEST_WAIT_MS: '100',
    SAGA_WATCH_EVERY_MS: '50',
  });
  world.neighbours.prices.set('A', 1500);
});
afterEach(async () => {
  await world.heal();
  expect(await breaches(world)).toEqual([]);
});
afterAll(() => world.stop());

const QUERY = `query ($id: ID!) { order(id: $id) { status payment { status failureCode nextAction { url expiresAt } } } }`;
const CONFIRM = `mutation ($id: ID!) { confirmPayment(input: { orderId: $id }) { __typename
  ... on PaymentSuccess { order { status payment { status } } } ... on DomainError { code } } }`;

interface Shown {
  order: {
    status: string;
    payment: { status: string; failureCode: string | null; nextAction: { url: string } | null };
  };
}
const show = async (id: string, viewer = customer) => (await world.ask<Shown>(viewer, QUERY, { id })).data.order;

/** An order whose card wants its holder to confirm. */
const waiting = async () => {
  const { id } = await placed(world, customer, {
    payment: { method: 'card', token: 'pm_card_authenticationRequired' },
  });
  await reserve(world, id);
  await eventually(async () => expect((await show(id)).payment.status).toBe('REQUIRES_ACTION'));
  const [intent] = await intentsOf(world, id);
  return { id, paymentId: intent?.id ?? '' };
};

describe('a payment that its customer has to confirm', () => {
  it('shows the page of the bank to the customer, and to nobody else', async () => {
    const { id, paymentId } = await waiting();
    const { status, payment } = await show(id);
    expect(status).toBe('RESERVED');
    expect(payment.nextAction?.url).toBe(`${world.payments.url}/_sandbox/authenticate/${paymentId}`);
    expect((await show(id, aUser(['SUPPORT']))).payment.nextAction).toBeNull();
    const page = await fetch(payment.nextAction?.url ?? '');
    expect(await page.text()).toContain('Confirm your payment');
  });

  it('waits in peace, and goes on with the news that it is confirmed', async () => {
    const { id, paymentId } = await waiting();
    const attempts = (await read(world, customer, id))?.saga.steps.find(({ name }) => name === 'authorize-payment');
    expect(attempts?.attempts).toBe(1);
    await world.happen(paymentId, 'authenticate');
    await reaches(world, customer, id, 'CONFIRMED');
    expect((await show(id)).payment).toMatchObject({ status: 'AUTHORIZED', nextAction: null });
    expect(await intentsOf(world, id)).toHaveLength(1);
  });

  it('goes on when the customer says so, although the news are lost', async () => {
    const { id, paymentId } = await waiting();
    await world.fault({ match: { path: '' }, action: 'lostWebhook' });
    await world.happen(paymentId, 'authenticate');
    const { data } = await world.ask<{ confirmPayment: unknown }>(customer, CONFIRM, { id });
    expect(data.confirmPayment).toMatchObject({
      __typename: 'PaymentSuccess',
      order: { status: 'CONFIRMED', payment: { status: 'AUTHORIZED' } },
    });
    const again = await world.ask<{ confirmPayment: unknown }>(customer, CONFIRM, { id });
    expect(again.data.confirmPayment).toMatchObject({ __typename: 'PaymentSuccess' });
  });

  it('is not believed to be confirmed because somebody says so', async () => {
    const { id } = await waiting();
    const { data } = await world.ask<{ confirmPayment: unknown }>(customer, CONFIRM, { id });
    expect(data.confirmPayment).toMatchObject({
      order: { status: 'RESERVED', payment: { status: 'REQUIRES_ACTION' } },
    });
    const foreign = await world.ask<{ confirmPayment: unknown }>(aUser(), CONFIRM, { id });
    expect(foreign.data.confirmPayment).toEqual({ __typename: 'OrderNotFound', code: 'ORDER_UNKNOWN' });
  });

  it('is declined where the customer fails the check', async () => {
    const { id, paymentId } = await waiting();
    await world.happen(paymentId, 'fail');
    await reaches(world, customer, id, 'REJECTED');
    expect((await show(id)).payment.failureCode).toBe('payment_intent_authentication_failure');
  });

  it('is declined when the time for it is over, and can never be confirmed afterwards', async () => {
    const { id, paymentId } = await waiting();
    await reaches(world, customer, id, 'REJECTED');
    expect((await show(id)).payment).toMatchObject({ status: 'DECLINED', failureCode: 'authentication_expired' });
    expect(await intentsOf(world, id)).toMatchObject([{ status: 'canceled' }]);
    await expect(world.happen(paymentId, 'authenticate')).rejects.toThrow('canceled');
    expect((await world.sent('ReleaseStock', id)).length).toBeGreaterThan(0);
  });

  it('is let go where the order is cancelled meanwhile', async () => {
    const { id } = await waiting();
    const query = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }';
    await world.ask(customer, query, { input: { orderId: id, reason: 'no' } });
    await eventually(async () => expect(await intentsOf(world, id)).toMatchObject([{ status: 'canceled' }]));
    expect((await show(id)).status).toBe('CANCELLED');
  });

  it('has nothing to confirm where the card wants nothing', async () => {
    const { id } = await placed(world, customer);
    const { data } = await world.ask<{ confirmPayment: unknown }>(customer, CONFIRM, { id });
    expect(data.confirmPayment).toEqual({ __typename: 'IllegalOrderState', code: 'ORDER_STATE_ILLEGAL' });
  });

  it('has nothing to confirm where the money was let go', async () => {
    const id = await confirmed(world, customer);
    const query = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }';
    await world.ask(customer, query, { input: { orderId: id, reason: 'no' } });
    await shipment(world, id, 'CANCELLED');
    await happens(world, customer, id, 'PaymentVoided');
    const { data } = await world.ask<{ confirmPayment: unknown }>(customer, CONFIRM, { id });
    expect(data.confirmPayment).toEqual({ __typename: 'IllegalOrderState', code: 'ORDER_STATE_ILLEGAL' });
  });
});

describe('the ways to pay', () => {
  it('are listed with their currencies, and others are a bad request', async () => {
    const query = '{ paymentMethods { method currencies } }';
    const { data } = await world.ask<{ paymentMethods: { method: string; currencies: string[] }[] }>(customer, query);
    expect(data.paymentMethods.map(({ method }) => method)).toEqual(['card', 'link']);
    await expect(placed(world, customer, { payment: { method: 'cash', token: 'x' } })).rejects.toThrow();
  });

  it('take link as well as cards', async () => {
    const good = await placed(world, customer, { payment: { method: 'link', token: 'pm_link' } });
    await reserve(world, good.id);
    await reaches(world, customer, good.id, 'CONFIRMED');
    const wrong = await placed(world, customer, { payment: { method: 'link', token: 'pm_card_visa' } });
    await reserve(world, wrong.id);
    expect((await reaches(world, customer, wrong.id, 'REJECTED')).payment.failureCode).toBe('invalid_payment_method');
  });
});
