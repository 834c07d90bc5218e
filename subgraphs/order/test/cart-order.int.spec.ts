import { newId } from '@cardstock/contracts';
import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aPromotion, applyCode, cartKey, piecesIn, putIn, readCart, usesOf, withRedis } from './checkout-journey.ts';
import { anInput, place } from './journey.ts';
import { type OrderWorld, startOrderWorld } from './order-service.ts';

let world: OrderWorld;

beforeAll(async () => {
  world = await startOrderWorld();
});
beforeEach(() => {
  world.neighbours.prices.set('A', 1500).set('B', 200);
});
afterAll(() => world.stop());

const fromCart = (cartId: string, changes: Record<string, unknown> = {}) =>
  anInput({ lines: undefined, cartId, ...changes });

const piecesOrdered = async (customerId: string): Promise<string[]> => {
  const text = `select sku, sum(quantity)::integer as quantity from order_line join order_summary on order_summary.id = order_id
    where customer_id = $1 group by sku order by sku`;
  const rows = await world.sql<{ sku: string; quantity: number }>(text, [customerId]);
  return rows.map(({ sku, quantity }) => `${sku}:${quantity}`);
};

describe('ordering what is in a cart', () => {
  it('makes one order of 20 with keys of their own at once; the others find it empty', async () => {
    const buyer = aUser();
    const { id } = await putIn(world, buyer, { sku: 'A', quantity: 2 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(world, buyer, fromCart(id))));
    const names = answers.map(({ data }) => data.placeOrder.__typename);
    expect(names.filter((name) => name === 'PlaceOrderSuccess')).toHaveLength(1);
    expect(names.filter((name) => name === 'CartEmpty')).toHaveLength(19);
    expect(await piecesOrdered(buyer.id)).toEqual(['A:2']);
  });

  it('orders each piece once while more are put in', async () => {
    const buyer = aUser();
    const { id } = await putIn(world, buyer, { sku: 'A', quantity: 1 });
    await Promise.all(
      Array.from({ length: 20 }, (_round, n) =>
        n % 4 === 0 ? place(world, buyer, fromCart(id)) : putIn(world, buyer, { sku: n % 2 ? 'A' : 'B', quantity: 1 }),
      ),
    );
    await place(world, buyer, fromCart(id));
    expect(await piecesOrdered(buyer.id)).toEqual(['A:11', 'B:5']);
    expect(piecesIn(await readCart(world, buyer))).toEqual([]);
  });

  it('loses nothing and orders nothing twice when its process dies before the pieces are out', async () => {
    const buyer = aUser();
    const { id } = await putIn(world, buyer, { sku: 'A', quantity: 2 });
    await withRedis(world, async (redis) => {
      // What a process leaves behind that dies after the order is stored: the mark that it was placing, and the pieces.
      await redis.hset(cartKey(id), 'placing', 1);
      const left = await redis.hgetall(cartKey(id));
      expect((await place(world, buyer, fromCart(id))).data.placeOrder.__typename).toBe('PlaceOrderSuccess');
      await redis.hset(cartKey(id), left);
      await redis.hdel(cartKey(id), 'ordered');
    });
    expect((await place(world, buyer, fromCart(id))).data.placeOrder.__typename).toBe('CartEmpty');
    expect(piecesIn(await readCart(world, buyer))).toEqual([]);
    await putIn(world, buyer, { sku: 'A', quantity: 1 });
    expect(piecesIn(await readCart(world, buyer))).toEqual(['A:1']);
    expect(await piecesOrdered(buyer.id)).toEqual(['A:2']);
  });

  it('shows no ordered pieces after such a death, before anything else is ordered', async () => {
    const buyer = aUser();
    const { id } = await putIn(world, buyer, { sku: 'A', quantity: 2 });
    await withRedis(world, async (redis) => {
      const left = await redis.hgetall(cartKey(id));
      await place(world, buyer, fromCart(id));
      await redis.hset(cartKey(id), { ...left, placing: 1 });
      await redis.hdel(cartKey(id), 'ordered');
    });
    expect(piecesIn(await readCart(world, buyer))).toEqual([]);
  });

  it('leaves the cart as it was when the order cannot be stored', async () => {
    const buyer = aUser();
    await aPromotion(world, { code: 'STAY', usageLimit: 1 });
    const { id } = await putIn(world, buyer, { sku: 'A', quantity: 2 });
    await applyCode(world, buyer, 'stay');
    await world.sql(`alter table order_event add constraint no_more check (type <> 'OrderPlaced') not valid`);
    const input = fromCart(id);
    expect((await place(world, buyer, input)).errors?.[0]?.extensions.code).toBe('INTERNAL');
    await world.sql('alter table order_event drop constraint no_more');
    expect(await readCart(world, buyer)).toMatchObject({ lines: [{ quantity: 2 }], promotions: [{ code: 'STAY' }] });
    const { data } = await place(world, buyer, input);
    expect(data.placeOrder.order.totals).toMatchObject({ discount: { amount: 300 } });
    expect(await usesOf(world, 'STAY')).toEqual({ counted: 1, orders: 1 });
    expect(await readCart(world, buyer)).toMatchObject({ lines: [], promotions: [] });
  });

  it('begins anew after Redis has lost the cart', async () => {
    const buyer = aUser();
    const { id } = await putIn(world, buyer, { sku: 'A', quantity: 2 });
    await place(world, buyer, fromCart(id));
    await withRedis(world, (redis) => redis.del(cartKey(id)));
    await putIn(world, buyer, { sku: 'A', quantity: 3 });
    expect((await place(world, buyer, fromCart(id))).data.placeOrder.__typename).toBe('PlaceOrderSuccess');
    expect(await piecesOrdered(buyer.id)).toEqual(['A:5']);
  });

  it('is refused with the code in it that cannot be used any more, and works without', async () => {
    const buyer = aUser();
    const promotion = await aPromotion(world, { code: 'SOON-OVER' });
    const { id } = await putIn(world, buyer, { sku: 'A', quantity: 2 });
    await applyCode(world, buyer, 'SOON-OVER');
    await world.sql('update promotion set is_active = false where id = $1', [promotion]);
    expect((await place(world, buyer, fromCart(id))).data.placeOrder).toMatchObject({
      __typename: 'PromotionNotApplicable',
      reason: 'INACTIVE',
    });
    const input = fromCart(id, { promotionCodes: [] });
    expect((await place(world, buyer, input)).data.placeOrder.__typename).toBe('PlaceOrderSuccess');
  });
});

describe('an idempotency key with a cart', () => {
  it('means the same body whatever the case of ids and codes, and another when one of them is', async () => {
    const buyer = aUser();
    await aPromotion(world, { code: 'SAME-BODY' });
    const { id } = await putIn(world, buyer, { sku: 'A', quantity: 1 });
    const idempotencyKey = newId();
    const first = await place(world, buyer, fromCart(id, { idempotencyKey, promotionCodes: ['same-body'] }));
    const again = await place(
      world,
      buyer,
      fromCart(id.toUpperCase(), { idempotencyKey, promotionCodes: ['SAME-BODY', 'same-body'] }),
    );
    expect(again.data.placeOrder.order.id).toBe(first.data.placeOrder.order.id);
    for (const changes of [{ promotionCodes: [] }, { promotionCodes: ['SAME-BODY'], shippingOptionId: 'EXPRESS' }]) {
      const other = await place(world, buyer, fromCart(id, { idempotencyKey, ...changes }));
      expect(other.data.placeOrder.__typename).toBe('IdempotencyConflict');
    }
  });
});
