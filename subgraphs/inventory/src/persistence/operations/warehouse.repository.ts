import type { Sql } from '@cardstock/messaging';
import type { Operations } from '../../application/operations/operation-ports.ts';
import type { Warehouse } from '../../domain/stock/warehouse.ts';

const COLUMNS = 'id, code, name, priority, location, is_active as "isActive", version';

const SAVE = `
  insert into warehouse (id, code, name, priority, location, is_active) values ($1, $2, $3, $4, $5, $6)
  on conflict (id) do update set code = excluded.code, name = excluded.name, priority = excluded.priority,
    location = excluded.location, is_active = excluded.is_active, version = warehouse.version + 1
  returning ${COLUMNS}`;

export const warehousesIn = (sql: Sql): Operations['warehouses'] => ({
  lock: async () => {
    // Not rows: a warehouse that is about to be made has none, and reservations read the others meanwhile.
    await sql(`select pg_advisory_xact_lock(hashtextextended('warehouses', 0))`);
    return sql<Warehouse>(`select ${COLUMNS} from warehouse order by id`);
  },
  save: async ({ id, code, name, priority, location, isActive }) => {
    const [warehouse] = await sql<Warehouse>(SAVE, [id, code, name, priority, location, isActive]);
    if (!warehouse) throw new Error('a warehouse that was saved is not there');
    return warehouse;
  },
});
