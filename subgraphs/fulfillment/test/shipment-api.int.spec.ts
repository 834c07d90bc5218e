import { newId } from '@cardstock/contracts';
import { ANONYMOUS } from '@cardstock/service';
import { aUser } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aFulfillment, CUSTOMER, type Fulfillment, SUPPORT_STAFF, WAREHOUSE_STAFF } from './builders.ts';

let fulfillment: Fulfillment;
beforeAll(async () => {
  fulfillment = await aFulfillment();
});
afterEach(() => fulfillment.expectAllIsWell());
afterAll(() => fulfillment.stop());

const SHIPMENT = 'query ($id: ID!) { shipment(id: $id) { id status } }';
const REFERENCE = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Shipment { id status } } }';

describe('the shipments of an order', () => {
  it('are shown to its customer and to staff; strangers see none', async () => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    const seenBy = async (viewer: Parameters<Fulfillment['shipmentsOf']>[0]) =>
      (await fulfillment.shipmentsOf(viewer, orderId))[0]?.map(({ id }) => id);
    expect(await seenBy(CUSTOMER)).toEqual([shipmentId]);
    expect(await seenBy(SUPPORT_STAFF)).toEqual([shipmentId]);
    expect(await seenBy(aUser())).toEqual([]);
    expect(await seenBy(aUser(['CATALOG_MANAGER']))).toEqual([]);
    expect(await seenBy(ANONYMOUS)).toEqual([]);
  });

  it('come for many orders in the order asked for', async () => {
    const [first, second] = [await fulfillment.withShipment(), await fulfillment.withShipment()];
    const shipments = await fulfillment.shipmentsOf(CUSTOMER, second.orderId, newId(), first.orderId);
    expect(shipments.map((of) => of.map(({ id }) => id))).toEqual([[second.shipmentId], [], [first.shipmentId]]);
  });
});

describe('one shipment', () => {
  it('is found by its customer and by staff; for others there is no such shipment', async () => {
    const { shipmentId } = await fulfillment.withShipment();
    const shipment = { id: shipmentId, status: 'AWAITING_PICK' };
    expect((await fulfillment.ask(CUSTOMER, SHIPMENT, { id: shipmentId })).data).toEqual({ shipment });
    expect((await fulfillment.ask(SUPPORT_STAFF, SHIPMENT, { id: shipmentId })).data).toEqual({ shipment });
    expect((await fulfillment.ask(CUSTOMER, SHIPMENT, { id: shipmentId.toUpperCase() })).data).toEqual({ shipment });
    expect((await fulfillment.ask(aUser(), SHIPMENT, { id: shipmentId })).data).toEqual({ shipment: null });
    expect((await fulfillment.ask(aUser(), SHIPMENT, { id: newId() })).data).toEqual({ shipment: null });
  });

  it('is found by reference, many at a time, each in its place', async () => {
    const [first, second] = [await fulfillment.withShipment(), await fulfillment.withShipment(newId())];
    const of = [second, first].map(({ shipmentId: id }) => ({ __typename: 'Shipment', id }));
    const { data } = await fulfillment.ask(CUSTOMER, REFERENCE, { of });
    expect(data).toEqual({ _entities: [null, { id: first.shipmentId, status: 'AWAITING_PICK' }] });
  });

  it('needs a login and an id that is one', async () => {
    expect((await fulfillment.ask(ANONYMOUS, SHIPMENT, { id: newId() })).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
    const { errors } = await fulfillment.ask(CUSTOMER, SHIPMENT, { id: "1' or 1=1" });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'id' }] });
  });
});

describe('staff', () => {
  it('move a shipment step by step to the customer, who can follow it', async () => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    for (const step of ['PICKING', 'PACKED', 'SHIPPED', 'DELIVERED'] as const) {
      const { data } = await fulfillment.advance(shipmentId, step);
      expect(data.advanceShipment).toMatchObject({
        __typename: 'AdvanceShipmentSuccess',
        shipment: { id: shipmentId, status: step },
      });
    }
    const [shipment] = (await fulfillment.shipmentsOf(CUSTOMER, orderId))[0] ?? [];
    expect(shipment?.events.map(({ status }) => status)).toEqual([
      'AWAITING_PICK',
      'PICKING',
      'PACKED',
      'SHIPPED',
      'DELIVERED',
    ]);
    expect(shipment).toMatchObject({
      carrier: 'Cardstock Demo Carrier',
      trackingNumber: expect.stringMatching(/^CSD\d{12}$/),
    });
    const told = await fulfillment.toldTimes(orderId, 5);
    expect(told.map(({ sequence, trackingNumber }) => [sequence, trackingNumber !== null])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
      [5, true],
    ]);
  });

  it('who say the same twice get the same answer, and nothing happens twice', async () => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    const answers = await Promise.all(Array.from({ length: 5 }, () => fulfillment.advance(shipmentId, 'PICKING')));
    expect(new Set(answers.map(({ data }) => data.advanceShipment.__typename))).toEqual(
      new Set(['AdvanceShipmentSuccess']),
    );
    const [shipment] = (await fulfillment.shipmentsOf(CUSTOMER, orderId))[0] ?? [];
    expect(shipment?.events).toHaveLength(2);
  });

  it('cannot skip a step, nor cancel what only its order cancels', async () => {
    const { shipmentId } = await fulfillment.withShipment();
    for (const step of ['SHIPPED', 'DELIVERED', 'CANCELLED'] as const) {
      const { data } = await fulfillment.advance(shipmentId, step);
      expect(data.advanceShipment).toMatchObject({
        __typename: 'IllegalShipmentState',
        code: 'SHIPMENT_STATE_ILLEGAL',
        status: 'AWAITING_PICK',
      });
    }
  });

  it('are told what they got wrong', async () => {
    expect((await fulfillment.advance(newId(), 'PICKING')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const { errors } = await fulfillment.advance('not-an-id', 'PICKING');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'shipmentId' }] });
  });

  it('without the scope, customers and strangers move nothing', async () => {
    const { orderId, shipmentId } = await fulfillment.withShipment();
    const refused = await Promise.all(
      [SUPPORT_STAFF, CUSTOMER, ANONYMOUS].map((viewer) => fulfillment.advance(shipmentId, 'PICKING', viewer)),
    );
    expect(refused.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'UNAUTHENTICATED',
    ]);
    expect((await fulfillment.shipmentsOf(WAREHOUSE_STAFF, orderId))[0]?.[0]?.status).toBe('AWAITING_PICK');
  });
});
