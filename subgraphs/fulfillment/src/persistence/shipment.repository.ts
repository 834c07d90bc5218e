import type { Sql } from '@cardstock/messaging';
import type { Shipments } from '../application/ports.ts';
import type { Consignment, Shipment } from '../domain/shipment.ts';
import type { TrackingEvent } from '../domain/tracking.ts';

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
  with parcel as (
    insert into shipment (id, order_id, status, version, number, customer_id, address)
    values ($1, $2, $3, $4, $5, $6, $7::jsonb)
  ), line as (
    insert into shipment_line (shipment_id, position, sku, quantity, warehouse_id)
    select $1, position, item->>'sku', (item->>'quantity')::integer, item->>'warehouseId'
    from jsonb_array_elements($8::jsonb) with ordinality as list(item, position)
  )
  insert into tracking_event (shipment_id, version, status, description, occurred_at) values ($1, $4, $3, $9, $10)`;

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

const add = async (sql: Sql, shipment: Shipment, { description, occurredAt }: TrackingEvent): Promise<void> => {
  const { id, orderId, status, version, consignment } = shipment;
  await sql(ADD, [
    id,
    orderId,
    status,
    version,
    consignment?.number ?? null,
    consignment?.customerId ?? null,
    consignment ? JSON.stringify(consignment.address) : null,
    JSON.stringify(consignment?.lines ?? []),
    description,
    occurredAt,
  ]);
};

export const shipmentsIn = (sql: Sql): Shipments => {
  const find = async (where: string, id: string): Promise<Shipment | undefined> => {
    const [row] = await sql<ShipmentRecord>(select(where), [id]);
    return row && toShipment(row);
  };
  return {
    lockOfOrder: async (orderId) => {
      // An advisory lock, since the first command of an order finds no row that it could lock.
      await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [orderId]);
      return find('order_id = $1', orderId);
    },
    lock: (id) => find('id = $1', id),
    add: (shipment, event) => add(sql, shipment, event),
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
