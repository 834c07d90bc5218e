import type { Sql } from '@cardstock/messaging';
import type { Shipments } from '../application/ports.ts';
import type { Consignment, Shipment } from '../domain/shipment.ts';

interface ShipmentRecord
  extends Pick<Shipment, 'id' | 'orderId' | 'status' | 'version'>,
    Omit<Consignment, 'customerId'> {
  readonly customerId: string | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
}

const select = (where: string): string => `
  select id, order_id as "orderId", status, version, number, customer_id as "customerId", address, carrier,
    tracking_number as "trackingNumber", coalesce(
      (select jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity, 'warehouseId', warehouse_id) order by position)
       from shipment_line where shipment_id = shipment.id), '[]') as lines
  from shipment where ${where} for no key update of shipment`;

const ADD = `
  with opened as (
    select * from jsonb_to_recordset($1::jsonb) as row (id uuid, "orderId" uuid, status text, version integer, number text,
      "customerId" uuid, address jsonb, lines jsonb, description text, "occurredAt" timestamptz)
  ), parcel as (
    insert into shipment (id, order_id, status, version, number, customer_id, address)
    select id, "orderId", status, version, number, "customerId", address from opened
  ), line as (
    insert into shipment_line (shipment_id, position, sku, quantity, warehouse_id)
    select id, position, item->>'sku', (item->>'quantity')::integer, item->>'warehouseId'
    from opened, jsonb_array_elements(lines) with ordinality as list(item, position)
  )
  insert into tracking_event (shipment_id, version, status, description, occurred_at)
  select id, version, status, description, "occurredAt" from opened`;

// Advisory locks, since the first command of an order finds no row that it could lock; in one order, for all who lock several.
const LOCK_ORDERS = `
  select pg_advisory_xact_lock(hashtextextended(id, 0)) from unnest($1::text[]) with ordinality as wanted (id, place) order by place`;

const UPDATE = `
  with parcel as (
    update shipment set status = $2, version = $3, carrier = $4, tracking_number = $5 where id = $1
  )
  insert into tracking_event (shipment_id, version, status, description, occurred_at) values ($1, $3, $2, $6, $7)`;

const toShipment = (record: ShipmentRecord): Shipment => {
  const { id, orderId, status, version, customerId, number, address, lines, carrier, trackingNumber } = record;
  return {
    id,
    orderId,
    status,
    version,
    label: carrier !== null && trackingNumber !== null ? { carrier, trackingNumber } : null,
    consignment: customerId === null ? null : { customerId, number, address, lines },
  };
};

const openedRow = ({ shipment, event }: Parameters<Shipments['add']>[0][number]) => {
  const { id, orderId, version, consignment } = shipment;
  return { id, orderId, version, lines: [], ...consignment, ...event };
};

export const shipmentsIn = (sql: Sql): Shipments => {
  const lockOfOrders: Shipments['lockOfOrders'] = async (orderIds) => {
    if (orderIds.length === 0) return new Map();
    await sql(LOCK_ORDERS, [[...orderIds].sort()]);
    const rows = await sql<ShipmentRecord>(select('order_id = any($1::uuid[])'), [orderIds]);
    return new Map(rows.map((row) => [row.orderId, toShipment(row)]));
  };
  return {
    lockOfOrders,
    lockOfOrder: async (orderId) => (await lockOfOrders([orderId])).get(orderId),
    lock: async (id) => (await sql<ShipmentRecord>(select('id = $1'), [id])).map(toShipment)[0],
    add: async (opened) => {
      await sql(ADD, [JSON.stringify(opened.map(openedRow))]);
    },
    update: async ({ id, status, version, label }, { description, occurredAt }) => {
      await sql(UPDATE, [
        id,
        status,
        version,
        label?.carrier ?? null,
        label?.trackingNumber ?? null,
        description,
        occurredAt,
      ]);
    },
  };
};
