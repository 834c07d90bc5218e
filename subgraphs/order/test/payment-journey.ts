import type { Viewer } from '@cardstock/service';
import { expect } from '@jest/globals';
import { confirmed, read, shipment } from './journey.ts';
import { eventually, type OrderWorld } from './order-service.ts';

/** The payments of an order in the provider's books. */
export const intentsOf = async (world: OrderWorld, orderId: string) =>
  (await world.ledger()).intents.filter(({ metadata }) => metadata.orderId === orderId);

/** What the database itself holds against the ledger: nothing, ever. */
export const breaches = (world: OrderWorld) => world.sql('select * from payment_breach');

/** The ledger of an order: kind and amount of each entry, oldest first. */
export const entriesOf = async (world: OrderWorld, orderId: string): Promise<string[]> => {
  const text = 'select kind, amount from payment_entry where order_id = $1 order by position';
  const rows = await world.sql<{ kind: string; amount: number }>(text, [orderId]);
  return rows.map(({ kind, amount }) => `${kind} ${amount}`);
};

/** Takes a new order so far that its money is taken. */
export const captured = async (world: OrderWorld, viewer: Viewer, changes: Record<string, unknown> = {}) => {
  const id = await confirmed(world, viewer, changes);
  await shipment(world, id, 'SHIPPED');
  await eventually(async () => expect((await read(world, viewer, id))?.payment.status).toBe('CAPTURED'));
  return id;
};
