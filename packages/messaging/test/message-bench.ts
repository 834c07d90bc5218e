import { InventoryReleased, makeEnvelope, newId } from '@cardstock/contracts';
import { freshDatabase, type TestDatabase, testTools } from '@cardstock/testing';
import pg from 'pg';
import {
  appendToOutbox,
  claimMessage,
  consume,
  type Delivery,
  type InTransaction,
  MESSAGING_TABLES,
  makeMessagingMetrics,
  type Sql,
  type Subscription,
  startConsumer,
  startRelay,
} from '../src/index.ts';

const { log, metrics: registry } = testTools('messaging');
const metrics = makeMessagingMetrics(registry);

type Released = ReturnType<typeof released>;

/** A message that the order domain takes. */
export const released = (orderId = newId()) =>
  makeEnvelope(
    InventoryReleased,
    { orderId },
    { subject: orderId, source: 'inventory', occurredAt: new Date(), correlationId: orderId },
  );

export const sqlOn =
  (client: pg.Pool | pg.PoolClient): Sql =>
  async <Row>(text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows as Row[];

/** Transactions on connections that may die. */
export const transactionsOn =
  (pool: pg.Pool): InTransaction =>
  async (work) => {
    const client = await pool.connect();
    let fault: Error | undefined;
    const notice = (err: Error): void => {
      fault = err;
    };
    client.on('error', notice);
    try {
      await client.query('begin');
      const result = await work(sqlOn(client));
      await client.query('commit');
      return result;
    } catch (err) {
      await client.query('rollback').catch(notice);
      throw err;
    } finally {
      client.off('error', notice);
      client.release(fault);
    }
  };

/** A database of a domain that talks to itself, and what runs on it. */
interface Bench {
  readonly shared: Parameters<typeof startRelay>[0];
  readonly sql: Sql;
  send(...messages: readonly Released[]): Promise<void>;
  relay(): void;
  receive(...subscriptions: readonly Subscription[]): { stop(): Promise<void> };
  /** Takes messages with one effect each: a row in the table `effect`. */
  receiveWithEffect(during?: (delivery: Delivery) => Promise<void>): { stop(): Promise<void> };
  effects(): Promise<string[]>;
  run(running: { stop(): Promise<void> }): void;
  close(): Promise<void>;
}

export const makeBench = async (redisUrl: string): Promise<Bench> => {
  const database: TestDatabase = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  pool.on('error', () => undefined);
  for (const statement of MESSAGING_TABLES) await pool.query(statement);
  await pool.query('create table effect (message_id uuid)');
  const sql = sqlOn(pool);
  const inTransaction = transactionsOn(pool);
  const shared = { domain: 'order', redisUrl, databaseUrl: database.url, inTransaction, log, metrics } as const;
  const stops: (() => Promise<void>)[] = [];
  const run = (running: { stop(): Promise<void> }): void => void stops.unshift(() => running.stop());
  const receive = (...subscriptions: readonly Subscription[]) => {
    const consumer = startConsumer({ ...shared, subscriptions });
    run(consumer);
    return consumer;
  };
  return {
    shared,
    sql,
    run,
    receive,
    relay: () => run(startRelay(shared)),
    send: (...messages) => inTransaction((tx) => appendToOutbox(tx, messages)),
    receiveWithEffect: (during = async () => undefined) =>
      receive(
        consume(InventoryReleased, (_data, delivery) =>
          inTransaction(async (tx) => {
            if (!(await claimMessage(tx, delivery.messageId))) return;
            await tx('insert into effect values ($1)', [delivery.messageId]);
            await during(delivery);
          }),
        ),
      ),
    effects: async () =>
      (await sql<{ id: string }>('select message_id as id from effect order by message_id')).map(({ id }) => id),
    close: async () => {
      for (const stop of stops.splice(0)) await stop();
      await pool.end();
      await database.drop();
    },
  };
};
