import type { Domain } from '@cardstock/contracts';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { InTransaction } from './sql.ts';

const LONGEST_AGO = '1 day';
// Longer than a mark grows old, a batch takes to be sent, and clocks differ.
const SLACK_MS = 60_000;
const RENEW_MARK_MS = 10_000;

const RESEND = `
  update outbox_message set published_at = null where position in (
    select max(position) from outbox_message
    where published_at > greatest(now() - interval '${LONGEST_AGO}', to_timestamp($1::float8 / 1000)) and published_at < now()
      and id not in (select id from outbox_message where published_at is null) group by id)
  returning position`;

interface ResendOptions {
  readonly domain: Domain;
  readonly inTransaction: InTransaction;
  readonly log: Logger;
}

interface Mark {
  /** The run of the Redis server that it was set in: a server that starts anew has another one. */
  readonly run: string;
  readonly at: number;
}

/**
 * Redis may have been emptied, or have lost the last it was given when it was killed or replaced by its replica, with
 * messages in it that are marked as published. A mark of this outbox in Redis tells: where it is missing, the last day
 * is sent again; where an earlier run of the server set it, what was sent since. Inboxes ignore what they have seen.
 */
export const makeResend = (redis: Redis, { domain, inTransaction, log }: ResendOptions): (() => Promise<void>) => {
  const key = `cardstock:outbox:${domain}`;
  let run: string | undefined;
  redis.on('close', () => (run = undefined));
  const currentRun = async (): Promise<string> => {
    run ??= /run_id:(\w+)/.exec(await redis.info('server'))?.[1] ?? 'unknown';
    return run;
  };
  const readMark = async (): Promise<Mark> => {
    const [markedRun = '', at] = ((await redis.get(key)) ?? '').split(' ');
    return { run: markedRun, at: Number(at ?? 0) };
  };
  const setMark = (to: string): Promise<unknown> => redis.set(key, `${to} ${Date.now()}`);
  const resend = async (now: string): Promise<void> => {
    const rows = await inTransaction(async (sql) => {
      // Looked at again inside: what another relay sends once it has set the mark is younger than this transaction's now().
      const mark = await readMark();
      return mark.run === now ? [] : sql(RESEND, [Math.max(0, mark.at - SLACK_MS)]);
    });
    await setMark(now);
    if (rows.length > 0)
      log.info(
        { messages: rows.length },
        'Redis was restarted or emptied: messages that it may have lost are sent again',
      );
  };
  return async () => {
    const now = await currentRun();
    const mark = await readMark();
    if (mark.run !== now) await resend(now);
    else if (Date.now() > mark.at + RENEW_MARK_MS) await setMark(now);
  };
};
