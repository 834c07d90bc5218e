import {
  type Envelope,
  InventoryCommitted,
  InventoryReleased,
  InventoryReserved,
  newId,
  type ShipmentStatus,
  ShipmentStatusChanged,
} from '@cardstock/contracts';
import type { Viewer } from '@cardstock/service';
import { expect } from '@jest/globals';
import { eventually, type OrderWorld } from './order-service.ts';

/** In Oregon, where nothing is taxed: what an order costs is its goods and its shipping. */
export const ADDRESS = { name: 'Ada', line1: '1 Main St', city: 'Springfield', postalCode: '97477', countryCode: 'US' };

export const ORDER = `
  fragment order on Order {
    id number status version reason placedAt totals { subtotal { amount } discount { amount } shipping { amount } tax { amount } grandTotal { amount currency } }
    lines { id title quantity unitPrice { amount } total { amount } variant { sku } }
    payment { status method authorized { amount } captured { amount } failureCode }
    saga { status steps { name state attempts startedAt finishedAt compensatedAt error } }
    history { version type occurredAt actor } customer { id }
  }`;

const PLACE = `mutation place($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename
  ... on PlaceOrderSuccess { order { ...order } } ... on DomainError { code message }
  ... on UnknownSku { skus } ... on PriceChanged { expectedTotal actualTotal }
  ... on PromotionNotApplicable { promotionCode reason } ... on QuoteExpired { quoteId problem } } } ${ORDER}`;

export interface OrderData {
  id: string;
  number: string;
  status: string;
  version: number;
  reason: string | null;
  totals: Record<'subtotal' | 'discount' | 'shipping' | 'tax' | 'grandTotal', { amount: number }>;
  lines: { id: string; quantity: number; unitPrice: { amount: number }; variant: { sku: string } }[];
  payment: { status: string; authorized: { amount: number }; captured: { amount: number }; failureCode: string | null };
  saga: { status: string; steps: { name: string; state: string; attempts: number; error: string | null }[] };
  history: { version: number; type: string; actor: string }[];
  customer: { id: string };
}

export interface PlaceAnswer {
  placeOrder: { __typename: string; order: OrderData; code?: string; skus?: string[]; actualTotal?: number };
}

/** An input that is right as it stands: two of SKU A. */
export const anInput = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  idempotencyKey: newId(),
  lines: [{ sku: 'A', quantity: 2 }],
  shippingAddress: ADDRESS,
  payment: { method: 'card', token: 'pm_card_visa' },
  ...changes,
});

export const place = (world: OrderWorld, viewer: Viewer, input = anInput()) =>
  world.ask<PlaceAnswer>(viewer, PLACE, { input });

export const placed = async (
  world: OrderWorld,
  viewer: Viewer,
  changes: Record<string, unknown> = {},
): Promise<OrderData> => {
  const { data, errors } = await place(world, viewer, anInput(changes));
  expect(errors).toBeUndefined();
  expect(data.placeOrder.__typename).toBe('PlaceOrderSuccess');
  return data.placeOrder.order;
};

export const read = async (world: OrderWorld, viewer: Viewer, id: string): Promise<OrderData | null> => {
  const query = `query one($id: ID!) { order(id: $id) { ...order } } ${ORDER}`;
  const { data, errors } = await world.ask<{ order: OrderData | null }>(viewer, query, { id });
  expect(errors).toBeUndefined();
  return data.order;
};

/** Waits until the order stands there, and returns it. */
export const reaches = (world: OrderWorld, viewer: Viewer, id: string, status: string): Promise<OrderData> =>
  eventually(async () => {
    const order = await read(world, viewer, id);
    expect(order?.status).toBe(status);
    return order as OrderData;
  });

/** Waits until it is in the history of the order. */
export const happens = (world: OrderWorld, viewer: Viewer, id: string, type: string): Promise<void> =>
  eventually(async () => {
    const order = await read(world, viewer, id);
    expect(order?.history.map((event) => event.type)).toContain(type);
  });

/** Waits until a command was sent. */
export const isAsked = (world: OrderWorld, type: string, orderId: string): Promise<Envelope> =>
  eventually(async () => {
    const [message] = await world.sent(type, orderId);
    expect(message).toBeDefined();
    return message as Envelope;
  });

export const reserve = (world: OrderWorld, orderId: string, quantity = 2): Promise<Envelope> =>
  world.tell(InventoryReserved, { orderId, allocations: [{ sku: 'A', quantity, warehouseId: 'w1' }] });

export const shipment = (world: OrderWorld, orderId: string, status: ShipmentStatus): Promise<Envelope> => {
  const trackingNumber = status === 'SHIPPED' || status === 'DELIVERED' ? 'TRACK1' : null;
  return world.tell(ShipmentStatusChanged, {
    orderId,
    shipmentId: newId(),
    status,
    carrier: 'SwiftPost',
    trackingNumber,
  });
};

/** Takes a new order to CONFIRMED. */
export const confirmed = async (
  world: OrderWorld,
  viewer: Viewer,
  changes: Record<string, unknown> = {},
): Promise<string> => {
  const { id, lines } = await placed(world, viewer, changes);
  await reserve(world, id, lines[0]?.quantity);
  await reaches(world, viewer, id, 'CONFIRMED');
  return id;
};

/** Takes a confirmed order to its happy end. */
export const deliver = async (world: OrderWorld, viewer: Viewer, id: string): Promise<OrderData> => {
  for (const status of ['PICKING', 'PACKED', 'SHIPPED', 'DELIVERED'] as const) {
    await shipment(world, id, status);
    await reaches(world, viewer, id, status);
  }
  await world.tell(InventoryCommitted, { orderId: id });
  return reaches(world, viewer, id, 'COMPLETED');
};

export const release = (world: OrderWorld, orderId: string): Promise<Envelope> =>
  world.tell(InventoryReleased, { orderId });
