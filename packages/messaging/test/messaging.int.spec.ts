import { InventoryReleased, newId } from '@cardstock/contracts';
import { eventually, freshDatabase, freshRedisUrl, type TestDatabase, testTools } from '@cardstock/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import {
  appendToOutbox,
  claimMessage,
  consume,
  type InTransaction,
  listDeadLetters,
  MESSAGING_TABLES,
  makeMessagingMetrics,
  type Sql,
  type Subscription,
  setDeadline,
  startConsumer,
  startDeadlines,
  startRelay,
  takeDeadLetter,
} from '../src/index.ts';
import { released, sqlOn, transactionsOn } from './message-bench.ts';

const { log, metrics } = testTools('messaging');
const messagingMetrics = makeMessagingMetrics(metrics);
const domain = 'order' as const;
const stops: (() => Promise<unknown>)[] = [];
let database: TestDatabase;
let redisUrl: string;
let pool: pg.Pool;

const inTransaction: InTransaction = (work) => transactionsOn(pool)(work);

const shared = () => ({ domain, redisUrl, databaseUrl: database.url, inTransaction, log, metrics: messagingMetrics });
const start = (running: { stop(): Promise<void> }) => stops.unshift(() => running.stop());
const startReceiving = (...subscriptions: Subscription[]) => start(startConsumer({ ...shared(), subscriptions }));
beforeEach(async () => {
  database = await freshDatabase();
  redisUrl = await freshRedisUrl();
  pool = new pg.Pool({ connectionString: database.url });
  for (const statement of MESSAGING_TABLES) await pool.query(statement);
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await pool.end();
  await database.drop();
});

describe('a message in the outbox', () => {
  it('reaches its consumer after the commit', async () => {
    const seen: string[] = [];
    start(startRelay(shared()));
    startReceiving(consume(InventoryReleased, async ({ orderId }) => void seen.push(orderId)));
    const message = released();
    await inTransaction((sql) => appendToOutbox(sql, [message]));
    await eventually(() => expect(seen).toEqual([message.subject]));
  });

  it('is never sent when its transaction rolls back', async () => {
    const seen: string[] = [];
    start(startRelay(shared()));
    startReceiving(consume(InventoryReleased, async ({ orderId }) => void seen.push(orderId)));
    const lost = inTransaction(async (sql) => {
      await appendToOutbox(sql, [released()]);
      throw new Error('the order could not be saved');
    });
    await expect(lost).rejects.toThrow('could not be saved');
    const kept = released();
    await inTransaction((sql) => appendToOutbox(sql, [kept]));
    await eventually(() => expect(seen).toEqual([kept.subject]));
  });

  it('is sent once by two relays side by side', async () => {
    const seen: string[] = [];
    startReceiving(consume(InventoryReleased, async (_data, { messageId }) => void seen.push(messageId)));
    const messages = Array.from({ length: 500 }, () => released());
    await inTransaction((sql) => appendToOutbox(sql, messages));
    start(startRelay(shared()));
    start(startRelay(shared()));
    await eventually(() => expect(seen.length).toBe(500));
    expect(new Set(seen).size).toBe(500);
  });

  it('survives an emptied Redis: what may have been lost is sent again', async () => {
    const message = released();
    await inTransaction((sql) => appendToOutbox(sql, [message]));
    start(startRelay(shared()));
    await eventually(async () =>
      expect((await pool.query('select 1 from outbox_message where published_at is not null')).rowCount).toBe(1),
    );
    const redis = new Redis(redisUrl);
    await redis.flushdb();
    await redis.quit();
    const seen: string[] = [];
    startReceiving(consume(InventoryReleased, async ({ orderId }) => void seen.push(orderId)));
    await eventually(() => expect(seen).toContain(message.subject));
  });
});

describe('a consumer', () => {
  const sendAll = async (...messages: ReturnType<typeof released>[]) => {
    start(startRelay(shared()));
    await inTransaction((sql) => appendToOutbox(sql, messages));
  };

  it('has the effect of a message once, even when it is delivered twice at the same moment', async () => {
    await pool.query('create table effect (message_id uuid)');
    const { id } = released();
    const handleOnce = () =>
      inTransaction(async (sql) => {
        if (await claimMessage(sql, id)) await sql('insert into effect values ($1)', [id]);
      });
    await Promise.all([handleOnce(), handleOnce(), handleOnce()]);
    expect((await pool.query('select * from effect')).rows).toEqual([{ message_id: id }]);
  });

  it('tries a message again after a failure', async () => {
    let attempts = 0;
    startReceiving(
      consume(InventoryReleased, async () => {
        attempts += 1;
        if (attempts < 3) throw new Error('the database is away');
      }),
    );
    await sendAll(released());
    await eventually(() => expect(attempts).toBe(3));
  });

  it('keeps a message that nobody can handle as a dead letter, which can be taken back', async () => {
    startReceiving();
    const message = released();
    await sendAll(message);
    const letters = await eventually(async () => {
      const found = await listDeadLetters(sqlOn(pool), 10);
      expect(found).toHaveLength(1);
      return found;
    });
    expect(letters[0]).toMatchObject({
      messageId: message.id,
      attempts: 1,
      error: expect.stringContaining('nobody here handles InventoryReleased'),
    });
    expect(await takeDeadLetter(sqlOn(pool), message.id)).toEqual(message);
    expect(await listDeadLetters(sqlOn(pool), 10)).toEqual([]);
  });

  it('does not retry data that breaks the contract', async () => {
    startReceiving(consume(InventoryReleased, async () => undefined));
    await sendAll({ ...released(), data: { orderId: 'not an id' } });
    await eventually(async () => {
      const [letter] = await listDeadLetters(sqlOn(pool), 10);
      expect(letter).toMatchObject({ attempts: 1, error: expect.stringContaining('breaks its contract') });
    });
  });
});

describe('a deadline', () => {
  const soon = (name: string) => ({
    id: newId(),
    name,
    subject: 'order-1',
    dueAt: new Date(Date.now() + 50),
    data: { step: 1 },
  });

  it('is called once when it is due, whatever the number of clocks', async () => {
    const called: unknown[] = [];
    const handlers = { ring: async (_sql: Sql, due: { data: unknown }) => void called.push(due.data) };
    start(startDeadlines({ ...shared(), handlers }));
    start(startDeadlines({ ...shared(), handlers }));
    await inTransaction((sql) => setDeadline(sql, soon('ring')));
    await eventually(async () => expect((await pool.query('select 1 from deadline')).rowCount).toBe(0));
    expect(called).toEqual([{ step: 1 }]);
  });

  it('is tried again when its handler fails', async () => {
    let calls = 0;
    const handlers = {
      ring: async () => {
        calls += 1;
        if (calls === 1) throw new Error('not yet');
      },
    };
    start(startDeadlines({ ...shared(), handlers }));
    await inTransaction((sql) => setDeadline(sql, soon('ring')));
    await eventually(() => expect(calls).toBe(2));
  });
});
