import type { Sql } from '@cardstock/messaging';
import type { StuckQueries } from '../application/ports.ts';
import type { OrderView } from '../application/reading/views.ts';
import { ORDER_COLUMNS } from './order-list.queries.ts';

const COUNT = `select count(*)::integer as count from saga where status = 'STUCK'`;

/** The sagas that need people, by the small index of them. */
export const makeStuckQueries = (sql: Sql): StuckQueries => {
  const countStuck = async (): Promise<number> => (await sql<{ count: number }>(COUNT))[0]?.count ?? 0;
  return {
    countStuck,
    listStuck: async (limit, afterId) => {
      const beyond = afterId === undefined ? '' : 'and order_id > $1::uuid';
      const rows = await sql<OrderView>(
        `select ${ORDER_COLUMNS} from order_summary where id in
           (select order_id from saga where status = 'STUCK' ${beyond} order by order_id limit ${limit})
         order by id`,
        afterId === undefined ? [] : [afterId],
      );
      return { rows, totalCount: await countStuck() };
    },
  };
};
