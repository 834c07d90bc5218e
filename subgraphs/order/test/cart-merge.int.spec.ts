import { newId } from '@cardstock/contracts';
import { ANONYMOUS, type UserViewer, type Viewer } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  aPromotion,
  applyCode,
  type CartData,
  cartKey,
  piecesIn,
  putIn,
  readCart,
  withRedis,
} from './checkout-journey.ts';
import { anInput, place } from './journey.ts';
import { type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;

beforeAll(async () => {
  world = await startOrderWorld();
});
beforeEach(() => {
  world.neighbours.isDown = false;
  world.neighbours.prices.set('A', 1500).set('B', 200);
  world.neighbours.available.clear();
});
afterAll(() => world.stop());

interface Merged {
  readonly mergeCart: { cart: CartData; clipped: { sku: string; wanted: number; added: number }[] };
}

const merge = (viewer: Viewer, guestCartId: string) =>
  world.ask<Merged>(
    viewer,
    `mutation ($input: MergeCartInput!) { mergeCart(input: $input) { clipped { sku wanted added }
       cart { id lines { quantity variant { sku } } } } }`,
    { input: { guestCartId } },
  );

const guestWith = async (quantities: Readonly<Record<string, number>>): Promise<string> => {
  let id: string | undefined;
  for (const [sku, quantity] of Object.entries(quantities)) {
    ({ id } = await putIn(world, ANONYMOUS, { ...(id ? { cartId: id } : {}), sku, quantity }));
  }
  return id ?? '';
};

const code = ({ errors = [] }: { errors?: readonly { extensions: { code: string } }[] }) => errors[0]?.extensions.code;

describe('merging a guest cart', () => {
  it('adds its pieces to those of the customer, and ends it', async () => {
    const customer = aUser();
    await putIn(world, customer, { sku: 'A', quantity: 1 });
    const guest = await guestWith({ A: 2, B: 5 });
    const { data } = await merge(customer, guest);
    expect(piecesIn(data.mergeCart.cart)).toEqual(['A:3', 'B:5']);
    expect(data.mergeCart.clipped).toEqual([]);
    expect(await readCart(world, ANONYMOUS, guest)).toBeNull();
  });

  it('doubles nothing when it is asked for many times at once, or again', async () => {
    const customer = aUser();
    const guest = await guestWith({ A: 2 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => merge(customer, guest)));
    expect(answers.map(code)).toEqual(Array<undefined>(20).fill(undefined));
    await merge(customer, guest.toUpperCase());
    expect(piecesIn(await readCart(world, customer))).toEqual(['A:2']);
  });

  it('is ended by the next call when a process dies in the middle of it', async () => {
    const customer: UserViewer = aUser();
    const { id: own } = await putIn(world, customer, { sku: 'B', quantity: 1 });
    const guest = await guestWith({ A: 2 });
    await withRedis(world, async (redis) => {
      await redis.hset(cartKey(guest), 'merged-into', own);
      const closed = await redis.hgetall(cartKey(guest));
      expect(await readCart(world, ANONYMOUS, guest)).toBeNull();
      await merge(customer, guest);
      // Dead again, after the pieces were put in and before the guest cart was forgotten.
      await redis.hset(cartKey(guest), closed);
    });
    expect(piecesIn((await merge(customer, guest)).data.mergeCart.cart)).toEqual(['A:2', 'B:1']);
    expect(code(await merge(aUser(), guest))).toBe('NOT_FOUND');
  });

  it('goes to one of two customers who ask at once', async () => {
    const guest = await guestWith({ A: 2 });
    const both = [aUser(), aUser()] as const;
    const answers = await Promise.all(both.map((customer) => merge(customer, guest)));
    expect(answers.map(code).toSorted()).toEqual(['NOT_FOUND', undefined]);
    const carts = await Promise.all(both.map((customer) => readCart(world, customer)));
    expect(carts.flatMap(piecesIn)).toEqual(['A:2']);
  });

  it('moves what is not ordered, and orders what is not moved, when both are asked for at once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const customer = aUser();
      const guest = await guestWith({ A: 2, B: 1 });
      const input = anInput({ lines: undefined, cartId: guest });
      const [, { data }] = await Promise.all([merge(customer, guest), place(world, customer, input)]);
      const ordered = data.placeOrder.__typename === 'PlaceOrderSuccess';
      expect(piecesIn(await readCart(world, customer))).toEqual(ordered ? [] : ['A:2', 'B:1']);
    }
  });

  it('clips what does not fit and says so, the same when asked again', async () => {
    const customer = aUser();
    await putIn(world, customer, { sku: 'B', quantity: 990 });
    const guest = await guestWith({ B: 20, A: 1 });
    const clipped = [{ sku: 'B', wanted: 20, added: 9 }];
    expect((await merge(customer, guest)).data.mergeCart.clipped).toEqual(clipped);
    expect((await merge(customer, guest)).data.mergeCart.clipped).toEqual(clipped);
    expect(piecesIn(await readCart(world, customer))).toEqual(['A:1', 'B:999']);
  });

  it('has no more than 100 SKUs in the end', async () => {
    const customer = aUser();
    const { id } = await putIn(world, customer, { sku: 'A', quantity: 1 });
    const many = Object.fromEntries(Array.from({ length: 99 }, (_sku, n) => [`sku:S${n}`, '1']));
    await withRedis(world, (redis) => redis.hset(cartKey(id), many));
    const guest = await guestWith({ A: 1, B: 1 });
    expect((await merge(customer, guest)).data.mergeCart.clipped).toEqual([{ sku: 'B', wanted: 1, added: 0 }]);
  });

  it('keeps the code of the customer, or takes that of the guest', async () => {
    await aPromotion(world, { code: 'GUEST' });
    const customer = aUser();
    const guest = await guestWith({ A: 1 });
    await withRedis(world, (redis) => redis.hset(cartKey(guest), 'promo:goods', 'GUEST'));
    await merge(customer, guest);
    expect((await readCart(world, customer))?.promotions).toMatchObject([{ code: 'GUEST', problem: null }]);
  });

  it('is for guest carts and for those who are logged in', async () => {
    const { id } = await putIn(world, aUser(), { sku: 'A', quantity: 1 });
    expect(code(await merge(aUser(), id))).toBe('NOT_FOUND');
    expect(code(await merge(aUser(), newId()))).toBe('NOT_FOUND');
    expect(code(await merge(ANONYMOUS, await guestWith({ A: 1 })))).toBe('UNAUTHENTICATED');
    expect(code(await merge(aUser(), 'x'))).toBe('BAD_USER_INPUT');
  });
});

describe('reading a cart', () => {
  it('asks once how many pieces there are of everything in it, and compares prices', async () => {
    const customer = aUser();
    await putIn(world, customer, { sku: 'A', quantity: 3 });
    await putIn(world, customer, { sku: 'B', quantity: 1 });
    world.neighbours.available.set('A', 2).set('B', 7);
    await world.sql('update sku_price set amount = 1600 where sku = $1', ['A']);
    world.neighbours.questions.length = 0;
    expect((await readCart(world, customer))?.lines).toMatchObject([
      { isAvailable: false, availableQuantity: 2, priceChangedFrom: { amount: 1500 } },
      { isAvailable: true, availableQuantity: 7, priceChangedFrom: null },
    ]);
    expect(world.neighbours.questions).toHaveLength(1);
    await world.sql('update sku_price set amount = 1500 where sku = $1', ['A']);
  });

  it('knows nothing against it while inventory is silent', async () => {
    const customer = aUser();
    await putIn(world, customer, { sku: 'A', quantity: 3 });
    world.neighbours.isDown = true;
    expect((await readCart(world, customer))?.lines).toMatchObject([{ isAvailable: true, availableQuantity: null }]);
  });

  it('lets it live on', async () => {
    const customer = aUser();
    const { id } = await putIn(world, customer, { sku: 'A', quantity: 1 });
    await withRedis(world, async (redis) => {
      await redis.pexpire(cartKey(id), 60_000);
      await readCart(world, customer);
      expect(await redis.pttl(cartKey(id))).toBeGreaterThan(29 * 86_400_000);
    });
  });
});

describe('a cart', () => {
  const clear = (viewer: Viewer, id?: string) =>
    world.ask<{ clearCart: CartData }>(
      viewer,
      'mutation ($id: ID) { clearCart(id: $id) { lines { quantity variant { sku } } } }',
      {
        id,
      },
    );

  it('loses nothing of 40 changes at once', async () => {
    const customer = aUser();
    await Promise.all(
      Array.from({ length: 40 }, (_change, n) => putIn(world, customer, { sku: n % 2 ? 'A' : 'B', quantity: 2 })),
    );
    expect(piecesIn(await readCart(world, customer))).toEqual(['A:40', 'B:40']);
  });

  it('is emptied by who may use it', async () => {
    const customer = aUser();
    const { id } = await putIn(world, customer, { sku: 'A', quantity: 1 });
    expect(code(await clear(aUser(), id))).toBe('NOT_FOUND');
    expect((await clear(customer)).data.clearCart.lines).toEqual([]);
    expect(code(await clear(aUser()))).toBe('NOT_FOUND');
  });

  it('holds one code off the goods and one off the shipping, until they are taken out', async () => {
    await aPromotion(world, { code: 'TWENTY', value: 2_000 });
    await aPromotion(world, { code: 'OTHER', value: 100 });
    await aPromotion(world, { code: 'SHIP', kind: 'FREE_SHIPPING', value: 0 });
    const customer = aUser();
    await putIn(world, customer, { sku: 'A', quantity: 1 });
    await applyCode(world, customer, 'ship');
    expect(await applyCode(world, customer, 'twenty')).toMatchObject({
      promotions: [
        { code: 'TWENTY', discount: { amount: 300 } },
        { code: 'SHIP', discount: { amount: 0 } },
      ],
    });
    expect(await applyCode(world, customer, 'other')).toMatchObject({ reason: 'NOT_COMBINABLE' });
    expect(await applyCode(world, customer, 'never')).toMatchObject({ reason: 'UNKNOWN' });
    const remove =
      'mutation ($input: CartPromotionCodeInput!) { removePromotionCode(input: $input) { promotions { code } } }';
    const { data } = await world.ask(customer, remove, { input: { code: 'twenty' } });
    expect(data).toEqual({ removePromotionCode: { promotions: [{ code: 'SHIP' }] } });
  });
});
