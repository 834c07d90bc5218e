import type { Domain } from '@cardstock/contracts';
import {
  type DeadlineHandler,
  type InTransaction,
  makeMessagingMetrics,
  type Subscription,
  startConsumer,
  startDeadlines,
  startRelay,
} from '@cardstock/messaging';
import type { AnyEntity, Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { GraphQLSchema } from 'graphql';
import type { SubgraphConfig } from './config.ts';
import { type Orm, openDatabase, sqlOf } from './database/database.ts';
import { makeTransact, type Transact } from './database/transact.ts';
import { makeSubgraphServer } from './graphql/server.ts';
import type { HttpServer, Readiness } from './http/http.ts';
import { CreateIdempotencyRecords } from './idempotency/create-records.migration.ts';
import { forgetOldKeys } from './idempotency/forget-old-keys.ts';
import { oncePerKey } from './idempotency/once-per-key.ts';
import type { ProcessTools, Service } from './process.ts';
import type { InternalTokens } from './security/internal-tokens.ts';
import { loadInternalTokens } from './security/load-tokens.ts';
import type { Viewer } from './security/viewer.ts';

/** What every subgraph builds its use cases on. */
export interface Foundation extends ProcessTools {
  readonly orm: Orm;
  readonly transact: Transact;
  readonly tokens: InternalTokens;
}

/** What makes one subgraph different from the others. */
export interface SubgraphParts<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly contextFor: (viewer: Viewer, requestId: string) => Context;
  /** The messages it takes from its queue. */
  readonly subscriptions?: readonly Subscription[];
  /** How many messages are taken at once: more where they are handled together. */
  readonly consumerConcurrency?: number;
  readonly deadlines?: Readonly<Record<string, DeadlineHandler>>;
  readonly hasGraphqlSubscriptions?: boolean;
  /** Adds HTTP routes besides /graphql. */
  readonly addRoutes?: (http: HttpServer) => void;
  /** Whether its own parts (besides PostgreSQL) answer. */
  readonly checkParts?: () => Promise<Readiness>;
  /** Starts what runs by itself, once the server listens. */
  readonly start?: () => Promise<void>;
  /** Stops what runs by itself and closes its own connections. */
  readonly close?: () => Promise<void>;
}

interface SubgraphOptions<Context extends object> {
  readonly domain: Domain;
  readonly config: SubgraphConfig;
  readonly tools: ProcessTools;
  readonly entities: readonly Constructor<AnyEntity>[];
  readonly migrations: readonly Constructor<Migration>[];
  /** Whether its mutations take idempotency keys; false where their outcomes are secrets, which must not be stored. */
  readonly takesKeys?: boolean;
  readonly make: (foundation: Foundation) => Promise<SubgraphParts<Context>>;
}

const ANSWER_WITHIN_MS = 2_000;

const answers = async (question: Promise<unknown>): Promise<boolean> => {
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const isLate = new Promise<boolean>((resolve) => late.addEventListener('abort', () => resolve(false)));
  const isAnswered = question.then(
    () => true,
    () => false,
  );
  return Promise.race([isAnswered, isLate]);
};

const startMessaging = <Context extends object>(
  { domain, config, tools, takesKeys = true }: SubgraphOptions<Context>,
  { transact }: Foundation,
  { subscriptions = [], consumerConcurrency: concurrency, deadlines }: SubgraphParts<Context>,
): { stop(): Promise<void> } => {
  const shared = {
    domain,
    log: tools.log,
    redisUrl: config.REDIS_URL,
    databaseUrl: config.DATABASE_URL,
    inTransaction: <Result>(work: Parameters<InTransaction>[0]) =>
      transact(({ sql, write }) => work(sql, write)) as Promise<Result>,
    metrics: makeMessagingMetrics(tools.metrics),
  };
  const relay = startRelay(shared);
  const consumer =
    subscriptions.length > 0
      ? startConsumer({ ...shared, subscriptions, ...(concurrency ? { concurrency } : {}) })
      : undefined;
  const clock = deadlines ? startDeadlines({ ...shared, handlers: deadlines }) : undefined;
  const forgetting = takesKeys ? forgetOldKeys(transact, tools.log) : undefined;
  return {
    stop: async () => {
      await Promise.all([consumer?.stop(), clock?.stop(), forgetting?.stop()]);
      await relay.stop();
    },
  };
};

const openOwnDatabase = <Context extends object>(options: SubgraphOptions<Context>): Promise<Orm> => {
  const { config, tools, entities, migrations, takesKeys = true } = options;
  const all = takesKeys ? [...migrations, CreateIdempotencyRecords] : migrations;
  return openDatabase({ url: config.DATABASE_URL, entities, migrations: all, log: tools.log });
};

/** Starts a subgraph: database, use cases, server, messaging. Stopping goes the other way round. */
export const startSubgraph = async <Context extends object>(options: SubgraphOptions<Context>): Promise<Service> => {
  const { domain, config, tools, make, takesKeys = true } = options;
  const orm = await openOwnDatabase(options);
  const tokens = await loadInternalTokens(domain, config);
  const transact = makeTransact(orm, domain);
  const foundation: Foundation = { ...tools, orm, tokens, transact: takesKeys ? oncePerKey(transact) : transact };
  const parts = await make(foundation);
  const server = makeSubgraphServer<Context>({
    ...tools,
    tokens,
    schema: parts.schema,
    contextFor: parts.contextFor,
    withSubscriptions: parts.hasGraphqlSubscriptions ?? false,
    takesKeys,
    checkReadiness: async () => ({
      postgresql: await answers(sqlOf(orm.em.fork())('select 1')),
      ...(await parts.checkParts?.()),
    }),
  });
  parts.addRoutes?.(server.http);
  const port = await server.listen(config.HOST, config.PORT);
  const messaging = startMessaging(options, foundation, parts);
  await parts.start?.();
  return {
    port,
    stop: async () => {
      await server.close();
      await messaging.stop();
      await parts.close?.();
      await orm.close();
    },
  };
};
