import type { Sql } from '@cardstock/messaging';
import type { Operations } from '../../application/operations/operation-ports.ts';
import { alertsIn } from './alert.repository.ts';
import { countsIn } from './count.repository.ts';
import { importsIn } from './import.repository.ts';
import { levelsIn } from './level.repository.ts';
import { reviewsIn } from './review.repository.ts';
import { settingsIn } from './setting.repository.ts';
import { warehousesIn } from './warehouse.repository.ts';

/** What operations of staff have in their hands inside one transaction. */
export const operationsIn = (sql: Sql): Operations => ({
  levels: levelsIn(sql),
  alerts: alertsIn(sql),
  settings: settingsIn(sql),
  counts: countsIn(sql),
  warehouses: warehousesIn(sql),
  reviews: reviewsIn(sql),
  imports: importsIn(sql),
});
