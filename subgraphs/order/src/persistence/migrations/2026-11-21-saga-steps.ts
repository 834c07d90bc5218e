import { Migration } from '@mikro-orm/migrations';

const DATES = ['startedAt', 'finishedAt', 'compensatedAt', 'deadlineAt'];
const COLUMNS: Readonly<Record<string, string>> = {
  state: 'state',
  attempts: 'attempts',
  undoAttempts: 'undo_attempts',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  compensatedAt: 'compensated_at',
  error: 'error',
  deadlineAt: 'deadline_at',
  isStuck: 'is_stuck',
};
const fieldOf = ([field, column]: [string, string]): string =>
  `'${field}', ${DATES.includes(field) ? `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : column}`;

/** The steps of a saga are always read and written together: one row instead of eight. */
export class PutSagaStepsTogether extends Migration {
  override up(): void {
    this.addSql(`alter table saga add column steps jsonb not null default '{}'`);
    this.addSql(
      `update saga set steps = (
         select coalesce(jsonb_object_agg(name, jsonb_build_object(${Object.entries(COLUMNS).map(fieldOf).join(', ')})), '{}')
         from saga_step where saga_step.order_id = saga.order_id)`,
    );
    this.addSql('drop table saga_step');
  }
}
