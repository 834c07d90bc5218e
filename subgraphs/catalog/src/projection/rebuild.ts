import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from '@cardstock/messaging';
import type { ProductStores } from '../application/products/load-product.ts';
import type { ReadModel } from '../application/projection.ports.ts';
import type { ShadowTables } from '../application/rebuild.ports.ts';
import type { EventSequence } from '../application/write.ports.ts';
import { toRows } from './product-rows.ts';
import { projected, upToRepetition } from './projector.ts';

const BATCH = 500;
const SWAP_ATTEMPTS = 200;
const REST_MS = 100;
const LOCK_NOT_AVAILABLE = '55P03';

type InTransaction = <Result>(work: (sql: Sql) => Promise<Result>) => Promise<Result>;

interface Rebuild {
  readonly inTransaction: InTransaction;
  readonly shadow: ShadowTables;
  readonly sequence: EventSequence;
  readonly stores: ProductStores;
  readonly saveRows: ReadModel['saveRows'];
  /** The position of the tables that are read. */
  readonly livePosition: (sql: Sql) => Promise<number>;
  /** Resolves when no cache is trusted any more; the position is held until the transaction ends. */
  readonly forgetAll: (sql: Sql) => Promise<void>;
  /** Names this rebuild; no two have the same (UUID). */
  readonly run: string;
  readonly report?: (done: number, total: number) => void;
  /** Ends it early, between two batches; nothing has changed then. */
  readonly signal?: AbortSignal;
}

/** Takes one batch of events further, in a transaction that writes to the shadow tables. */
const takeBatch = async (
  { sequence, stores, saveRows }: Rebuild,
  sql: Sql,
  from: number,
  to: number,
): Promise<number> => {
  const { events, position } = upToRepetition(await sequence.after(from, Math.min(BATCH, to - from)));
  if (position === from) throw new Error(`the events after ${from} are gone, which the read model had seen already`);
  await saveRows(sql, toRows(await projected(stores, events)));
  return position;
};

const fill = async (rebuild: Rebuild, from: number, to: number): Promise<number> => {
  let position = from;
  while (position < to) {
    rebuild.signal?.throwIfAborted();
    const start = position;
    position = await rebuild.inTransaction(async (sql) => {
      await rebuild.shadow.use(sql, rebuild.run);
      return takeBatch(rebuild, sql, start, to);
    });
    rebuild.report?.(position, to);
  }
  return position;
};

/**
 * The last step, all or nothing: the projector waits, the shadow tables are brought to exactly its position and to the
 * stock of this moment, and take the place of the others. No event is told to other domains twice, and none is missed.
 */
const takePlace = (rebuild: Rebuild, filledTo: number): Promise<number> =>
  rebuild.inTransaction(async (sql) => {
    const { shadow, run } = rebuild;
    await shadow.use(sql, run);
    const to = await shadow.holdPosition(sql);
    let position = filledTo;
    while (position < to) position = await takeBatch(rebuild, sql, position, to);
    await rebuild.forgetAll(sql);
    await shadow.holdStock(sql);
    await shadow.copyStock(sql);
    await shadow.swap(sql);
    return position;
  });

const isBusy = (err: unknown): boolean => err instanceof Error && 'code' in err && err.code === LOCK_NOT_AVAILABLE;

/** Somebody who reads or writes for long keeps the tables: they go on, and it is tried again. */
const takePlaceWhenFree = async (rebuild: Rebuild, filledTo: number): Promise<number> => {
  for (let attempt = 1; ; attempt += 1) {
    rebuild.signal?.throwIfAborted();
    try {
      return await takePlace(rebuild, filledTo);
    } catch (err) {
      if (!isBusy(err) || attempt === SWAP_ATTEMPTS) throw err;
      await pause(REST_MS);
    }
  }
};

/**
 * Makes the read model anew from all events, beside the one that is read, and puts it in its place at once. Resolves to
 * the position it stands at. Throws RebuildTaken where another one is at work.
 */
export const rebuildReadModel = async (rebuild: Rebuild): Promise<number> => {
  const { inTransaction, shadow, run, livePosition } = rebuild;
  await inTransaction((sql) => shadow.create(sql, run));
  const atFirst = await fill(rebuild, 0, await inTransaction(livePosition));
  await inTransaction(async (sql) => {
    await shadow.use(sql, run);
    await shadow.copyStock(sql);
    await shadow.index(sql);
  });
  const filledTo = await fill(rebuild, atFirst, await inTransaction(livePosition));
  return takePlaceWhenFree(rebuild, filledTo);
};
