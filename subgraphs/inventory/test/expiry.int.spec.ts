import { ExtendReservation, newId, ReleaseStock } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { anInventory, type Inventory } from './builders.ts';

const TTL_MS = 200;

let inventory: Inventory;
beforeAll(async () => {
  inventory = await anInventory({
    RESERVATION_TTL_MS: String(TTL_MS),
    RESERVATION_SWEEP_EVERY_MS: '20',
  });
});
afterEach(() => inventory.expectAllIsWell());
afterAll(() => inventory.stop());

const held = async (sku: string): Promise<string> => {
  await inventory.withStock({ [sku]: 5 });
  const orderId = newId();
  await inventory.reserve(orderId, [{ sku, quantity: 2 }]);
  expect((await inventory.answer(orderId)).type).toBe('InventoryReserved');
  return orderId;
};

const questionsTo = (orderId: string): number =>
  inventory.answersTo(orderId).filter(({ type }) => type === 'InventoryReservationExpired').length;

const expiryOf = async (orderId: string) =>
  (
    await inventory.sql<{ expires_at: Date | null }>('select expires_at from reservation where order_id = $1', [
      orderId,
    ])
  )[0];

it('asks an order whether it still needs its pieces until it answers, and frees nothing meanwhile', async () => {
  const orderId = await held('silent');
  await eventually(() => expect(questionsTo(orderId)).toBeGreaterThanOrEqual(3));
  expect(await inventory.levelsOf('silent')).toMatchObject([{ reserved: 2 }, {}]);
  await inventory.send(ReleaseStock, [{ orderId, reason: 'no such order' }]);
  await eventually(async () => expect(await inventory.levelsOf('silent')).toMatchObject([{ reserved: 0 }, {}]));
});

it('never takes pieces from an order that is confirmed', async () => {
  const orderId = await held('firm');
  await inventory.answer(orderId, 2);
  await inventory.send(ExtendReservation, [{ orderId, isFirm: true }]);
  await eventually(async () => expect(await expiryOf(orderId)).toEqual({ expires_at: null }));
  expect(await inventory.levelsOf('firm')).toMatchObject([{ reserved: 2 }, {}]);
});

it('asks again later where an order on its way still needs them', async () => {
  const orderId = await held('underway');
  await eventually(() => expect(questionsTo(orderId)).toBe(1));
  for (let turn = 1; turn <= 5; turn += 1) {
    await inventory.send(ExtendReservation, [{ orderId, isFirm: false }]);
    await eventually(() => expect(questionsTo(orderId)).toBeGreaterThan(turn));
  }
  expect(await inventory.levelsOf('underway')).toMatchObject([{ reserved: 2 }, {}]);
});

it('frees them at once where the order is dead', async () => {
  const orderId = await held('dead');
  await inventory.answer(orderId, 2);
  await inventory.send(ReleaseStock, [{ orderId, reason: 'cancelled' }]);
  await eventually(async () => expect(await inventory.levelsOf('dead')).toMatchObject([{ reserved: 0 }, {}]));
});

it('asks once at a time where two processes sweep', async () => {
  const endReplica = await inventory.withReplica();
  const orders = await Promise.all(Array.from({ length: 10 }, (_, place) => held(`swept-${place}`)));
  await eventually(() => expect(Math.min(...orders.map(questionsTo))).toBeGreaterThanOrEqual(2));
  await endReplica();
  const asked = orders.map((orderId) =>
    inventory
      .answersTo(orderId)
      .filter(({ type }) => type === 'InventoryReservationExpired')
      .map(({ occurredAt }) => new Date(occurredAt).getTime()),
  );
  for (const moments of asked) {
    const pauses = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(TTL_MS);
  }
});
