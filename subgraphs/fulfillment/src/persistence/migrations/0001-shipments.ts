import { SHIPMENT_STATUSES } from '@cardstock/contracts';
import { MESSAGING_TABLES } from '@cardstock/messaging';
import { Migration } from '@mikro-orm/migrations';

const statuses = SHIPMENT_STATUSES.map((status) => `'${status}'`).join(', ');

const TABLES = [
  `create table shipment (
     id uuid primary key,
     order_id uuid not null unique,
     status text not null check (status in (${statuses})),
     version integer not null check (version > 0),
     number text,
     customer_id uuid,
     address jsonb,
     carrier text,
     tracking_number text,
     check ((carrier is null) = (tracking_number is null)),
     check (status not in ('SHIPPED', 'DELIVERED') or carrier is not null),
     check (customer_id is not null or status = 'CANCELLED')
   )`,
  `create table shipment_line (
     shipment_id uuid not null references shipment,
     position integer not null,
     sku text not null,
     quantity integer not null check (quantity > 0),
     warehouse_id text not null,
     primary key (shipment_id, position)
   )`,
  `create table tracking_event (
     shipment_id uuid not null references shipment,
     version integer not null,
     status text not null check (status in (${statuses})),
     description text not null,
     occurred_at timestamptz not null,
     primary key (shipment_id, version)
   )`,
];

export class Migration0001Shipments extends Migration {
  override up(): void {
    for (const statement of [...MESSAGING_TABLES, ...TABLES]) this.addSql(statement);
  }
}
