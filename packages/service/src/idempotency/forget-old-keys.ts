import { type Loop, startLoop } from '@cardstock/messaging';
import type { Transact } from '../database/transact.ts';
import type { Logger } from '../log.ts';
import { purgeRecords } from './records.ts';

const PURGE_EVERY_MS = 600_000;

/** Forgets, page by page, the keys that are older than seven days. */
export const forgetOldKeys = (transact: Transact, log: Logger): Loop => {
  const round = async (): Promise<number> => {
    const isMore = await transact(({ sql }) => purgeRecords(sql));
    return isMore ? 0 : PURGE_EVERY_MS;
  };
  return startLoop({ name: 'purge of idempotency keys', round, log });
};
