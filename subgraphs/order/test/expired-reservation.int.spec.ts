import { InventoryReservationExpired, InventoryReservationFailed, newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmed, isAsked, placed, reaches } from './journey.ts';
import { eventually, type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;
const customer = aUser();

beforeAll(async () => {
  world = await startOrderWorld();
  world.neighbours.prices.set('A', 1500);
});
afterAll(() => world.stop());

const askAbout = (orderId: string) => world.tell(InventoryReservationExpired, { orderId });

describe('asked whether it still needs what is held for it, an order', () => {
  it('on its way keeps it for another while', async () => {
    const { id } = await placed(world, customer);
    await askAbout(id);
    expect((await isAsked(world, 'ExtendReservation', id)).data).toEqual({ orderId: id, isFirm: false });
  });

  it('that is confirmed keeps it for good, and says so once per question', async () => {
    const id = await confirmed(world, customer);
    const question = await askAbout(id);
    expect((await isAsked(world, 'ExtendReservation', id)).data).toEqual({ orderId: id, isFirm: true });
    await world.repeat(question);
    await askAbout(id);
    await eventually(async () => expect(await world.sent('ExtendReservation', id)).toHaveLength(2));
    expect(await world.sent('ReleaseStock', id)).toEqual([]);
  });

  it('that is dead lets it go', async () => {
    const { id } = await placed(world, customer);
    const shortages = [{ sku: 'A', requested: 2, available: 0 }];
    await world.tell(InventoryReservationFailed, { orderId: id, shortages });
    await reaches(world, customer, id, 'REJECTED');
    expect(await world.sent('ReleaseStock', id)).toEqual([]);
    await askAbout(id);
    expect((await isAsked(world, 'ReleaseStock', id)).data).toMatchObject({ orderId: id });
  });

  it('that nobody placed lets it go', async () => {
    const orderId = newId();
    await askAbout(orderId);
    expect((await isAsked(world, 'ReleaseStock', orderId)).data).toEqual({ orderId, reason: 'no such order' });
  });
});
