import { Migration } from '@mikro-orm/migrations';

/** What was answered under an idempotency key; in the database of every subgraph that takes keys. */
export class CreateIdempotencyRecords extends Migration {
  override up(): void {
    this.addSql(`create table idempotency_record (
      caller text not null,
      key text not null,
      place text not null,
      ordinal integer not null,
      body_hash text not null,
      outcome bytea not null,
      created_at timestamptz not null default now(),
      primary key (caller, key, place, ordinal)
    )`);
    this.addSql('create index idempotency_record_created on idempotency_record (created_at)');
  }
}
