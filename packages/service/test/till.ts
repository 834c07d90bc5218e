import { createHash } from 'node:crypto';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { MESSAGING_TABLES } from '@cardstock/messaging';
import { type Answer, freshDatabase, freshRedisUrl, testKeys, testTools } from '@cardstock/testing';
import { Migration } from '@mikro-orm/migrations';
import { parse } from 'graphql';
import pg from 'pg';
import {
  asOneTransaction,
  INTERNAL_HEADER,
  notFound,
  parseConfig,
  type Service,
  startSubgraph,
  subgraphConfig,
  type Transact,
  type Viewer,
  withoutKey,
} from '../src/index.ts';

class CreateTill extends Migration {
  override up(): void {
    for (const statement of MESSAGING_TABLES) this.addSql(statement);
    this.addSql('create table till (name text primary key, amount integer not null check (amount >= 0))');
    this.addSql(`insert into till values ('main', 0)`);
  }
}

const SDL = `
  type Query { amount: Int! counted: Int! }
  type Mutation {
    deposit(amount: Int!): Deposit!
    withdraw(amount: Int!): Withdrawal!
    depositInTwo(amount: Int!): Deposit!
    depositPatiently(amount: Int!): Deposit!
    depositAfterFailing(amount: Int!): Deposit!
    depositAtOnce(amount: Int!): [Deposit!]!
    depositAside(amount: Int!): Deposit!
    share: Deposit!
  }
  type Deposit { amount: Int! at: String! }
  union Withdrawal = Deposit | TooLittle
  type TooLittle { code: String! amount: Int! }`;

/** What a test does in the middle of a mutation. */
export interface Moments {
  /** In each transaction, after its effect. */
  beforeCommit: (run: (text: string) => Promise<unknown>) => Promise<unknown>;
  /** When a mutation has committed and has not answered yet. */
  afterCommit: () => Promise<unknown>;
}

const makeResolvers = (transact: Transact, moments: Moments) => {
  const add = async (amount: number): Promise<{ amount: number; at: Date }> =>
    transact(async ({ sql }) => {
      const [row] = await sql<{ amount: number }>(
        `update till set amount = amount + $1 where name = 'main' returning amount`,
        [amount],
      );
      await moments.beforeCommit(sql);
      return { amount: row?.amount ?? 0, at: new Date() };
    });
  const patiently = async (amount: number, left = 3): Promise<{ amount: number; at: Date }> =>
    add(amount).catch((err: { code?: string }) => {
      if (left === 0 || err.code !== '40001') throw err;
      return patiently(amount, left - 1);
    });
  const thenAnswer = async <Result>(result: Promise<Result>): Promise<Result> => {
    const answer = await result;
    await moments.afterCommit();
    return answer;
  };
  type Args = { amount: number };
  const amountNow = () =>
    transact(async ({ sql }) => (await sql<{ amount: number }>(`select amount from till`))[0]?.amount);
  return {
    Query: { amount: amountNow, counted: () => thenAnswer(amountNow()) },
    Mutation: {
      deposit: (_: unknown, { amount }: Args) => thenAnswer(add(amount)),
      withdraw: (_: unknown, { amount }: Args) =>
        transact(async ({ sql }) => {
          const [row] = await sql<{ amount: number }>(
            `update till set amount = amount - $1 where name = 'main' and amount >= $1 returning amount`,
            [amount],
          );
          if (row) return { __typename: 'Deposit', ...row, at: new Date() };
          return { __typename: 'TooLittle', code: 'TILL_EMPTY', amount };
        }),
      depositInTwo: async (_: unknown, { amount }: Args) => {
        await add(amount);
        await moments.afterCommit();
        return add(amount);
      },
      depositPatiently: (_: unknown, { amount }: Args) => asOneTransaction(() => patiently(amount)),
      depositAfterFailing: async (_: unknown, { amount }: Args) => {
        const isRefused = await transact<boolean>(async () => {
          throw notFound('till');
        }).catch(() => true);
        if (!isRefused) throw new Error('a failed transaction was answered with the outcome of another');
        return add(amount);
      },
      depositAtOnce: (_: unknown, { amount }: Args) => Promise.all([add(amount), add(amount), add(amount)]),
      depositAside: (_: unknown, { amount }: Args) => withoutKey(() => add(amount)),
      share: () => transact(async () => ({ amount: 1, at: () => 'a function, which cannot be stored' })),
    },
    Deposit: { at: ({ at }: { at: Date }) => at.toISOString() },
  };
};

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Asked {
  readonly viewer: Viewer;
  readonly query: string;
  readonly key?: string;
  /** Stands for the whole body; the query where it is left out. */
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** A subgraph that keeps money in one row: what is done twice shows. */
export const startTill = async (options: { takesKeys?: boolean } = {}) => {
  const [database, redisUrl, keys] = [await freshDatabase(), await freshRedisUrl(), await testKeys()];
  const moments: Moments = { beforeCommit: async () => undefined, afterCommit: async () => undefined };
  const config = parseConfig(subgraphConfig, {
    ...keys.environmentOf('order'),
    PORT: '0',
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
  });
  const start = (): Promise<Service> =>
    startSubgraph({
      ...options,
      domain: 'order',
      config,
      tools: testTools('till'),
      entities: [],
      migrations: [CreateTill],
      make: async ({ transact }) => ({
        schema: buildSubgraphSchema([{ typeDefs: parse(SDL), resolvers: makeResolvers(transact, moments) as never }]),
        contextFor: () => ({}),
      }),
    });
  let service = await start();
  const tokens = await keys.tokensOf('gateway');
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const sql = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query(text, values)).rows;
  return {
    moments,
    sql,
    ask: async <Data>({ viewer, query, key, body = query, signal }: Asked): Promise<Answer<Data>> => {
      const keyed = key === undefined ? {} : { 'idempotency-key': key, 'idempotency-body': hashOf(body) };
      const reply = await fetch(`http://127.0.0.1:${service.port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [INTERNAL_HEADER]: await tokens.sign(viewer), ...keyed },
        body: JSON.stringify({ query }),
        ...(signal ? { signal } : {}),
      });
      return (await reply.json()) as Answer<Data>;
    },
    amount: async () => (await sql<{ amount: number }>('select amount from till'))[0]?.amount,
    restart: async () => {
      await service.stop();
      service = await start();
    },
    stop: async () => {
      await service.stop();
      await pool.end();
      await Promise.all([database.drop(), keys.remove()]);
    },
  };
};
export type Till = Awaited<ReturnType<typeof startTill>>;
