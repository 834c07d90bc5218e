import type { Sql } from '@cardstock/messaging';
import { idempotencyConflict, idempotencyInFlight } from '../graphql/errors.ts';
import type { KeyedStep } from './keyed-field.ts';

// Ends with the transaction, however that ends: a crash leaves nothing to be unlocked.
const LOCK = `select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as "isMine"`;

const FIND = `
  select body_hash <> $5 as "isOther", outcome from idempotency_record
  where caller = $1 and key = $2 and (body_hash <> $5 or (place = $3 and ordinal = $4))
  order by 1 desc limit 1`;

const KEEP = `
  insert into idempotency_record (caller, key, place, ordinal, body_hash, outcome) values ($1, $2, $3, $4, $5, $6)`;

const KEEP_FOR = '7 days';
const PURGE_PAGE = 1_000;
const PURGE = `
  delete from idempotency_record where (caller, key, place, ordinal) in
    (select caller, key, place, ordinal from idempotency_record
     where created_at < now() - interval '${KEEP_FOR}' order by created_at limit ${PURGE_PAGE})
  returning 1`;

const valuesOf = ({ caller, key, place, ordinal, bodyHash }: KeyedStep) => [caller, key, place, ordinal, bodyHash];

/**
 * The outcome of a step that was taken before; undefined where it is to be taken now, by nobody but the caller.
 * Throws IDEMPOTENCY_IN_FLIGHT while a twin takes it, IDEMPOTENCY_CONFLICT where the key stands for another request.
 */
export const recall = async (sql: Sql, step: KeyedStep): Promise<Buffer | undefined> => {
  const [lock] = await sql<{ isMine: boolean }>(LOCK, [JSON.stringify([step.caller, step.key])]);
  if (!lock?.isMine) throw idempotencyInFlight();
  // A statement of its own, so that it sees what the last holder of the lock has committed.
  const [found] = await sql<{ isOther: boolean; outcome: Buffer }>(FIND, valuesOf(step));
  if (found?.isOther) throw idempotencyConflict();
  return found?.outcome;
};

/** Stores the outcome of a step, in the transaction that holds its effects. */
export const keep = async (sql: Sql, step: KeyedStep, outcome: Buffer): Promise<void> => {
  await sql(KEEP, [...valuesOf(step), outcome]);
};

/** Forgets a page of what is older than seven days; true where there may be more. */
export const purgeRecords = async (sql: Sql): Promise<boolean> => (await sql(PURGE)).length === PURGE_PAGE;
