import { readFile } from 'node:fs/promises';
import { makeHttp, type ProcessTools, type Service } from '@cardstock/service/core';
import { openDatabase } from '@cardstock/service/database';
import { makeAccess } from './application/access.ts';
import { makeLinks } from './application/links.ts';
import type { Clock } from './application/ports.ts';
import { startChecks } from './checks/start-checks.ts';
import { startComposer } from './composition/composer.ts';
import type { RegistryConfig } from './config.ts';
import { graphModule } from './graphql/graph.ts';
import { lintModule } from './graphql/lint.ts';
import type { GraphqlModule } from './graphql/module.ts';
import { schemaOf } from './graphql/schema.ts';
import { usageModule } from './graphql/usage.ts';
import { whoami } from './graphql/whoami.ts';
import { addGraphqlRoute } from './http/graphql-route.ts';
import { makeRateLimit } from './http/rate-limit.ts';
import { startPages } from './pages/start-pages.ts';
import { ApiKeyRow } from './persistence/api-key.row.ts';
import { makeGraphQueries } from './persistence/graph.queries.ts';
import { makeKeys } from './persistence/keys.repository.ts';
import { CreateCheckSettings } from './persistence/migrations/create-check-settings.migration.ts';
import { CreateChecks } from './persistence/migrations/create-checks.migration.ts';
import { CreateGraphs } from './persistence/migrations/create-graphs.migration.ts';
import { readsOf } from './persistence/sql.ts';
import { makePublishing } from './publishing.ts';
import { uplinkModule } from './uplink/uplink.ts';
import { startUsage } from './usage/start-usage.ts';

const SHORTEST_KEY = 20;

const readKey = async (file: string): Promise<string> => {
  const key = (await readFile(file, 'utf8')).trim();
  if (key.length >= SHORTEST_KEY) return key;
  throw new Error(`the key in ${file} has less than ${SHORTEST_KEY} characters: it could be guessed`);
};

/** Keys that are never stored. */
const readKeys = async ({ ROOT_KEY_FILE, GATEWAY_KEY_FILE }: RegistryConfig) => ({
  rootKey: await readKey(ROOT_KEY_FILE),
  gatewayKey: GATEWAY_KEY_FILE === undefined ? undefined : await readKey(GATEWAY_KEY_FILE),
});

const openStore = async ({ DATABASE_URL }: RegistryConfig, { log }: ProcessTools) => {
  const orm = await openDatabase({
    url: DATABASE_URL,
    entities: [ApiKeyRow],
    migrations: [CreateGraphs, CreateChecks, CreateCheckSettings],
    log,
  });
  const sql = readsOf(orm);
  return { orm, sql, queries: makeGraphQueries(sql), keys: makeKeys(orm) };
};

/** What Rover and gateways ask, and what they are answered with. */
const startAnswers = async (
  store: Awaited<ReturnType<typeof openStore>>,
  config: RegistryConfig,
  tools: ProcessTools,
  now: Clock,
) => {
  const { log } = tools;
  const composer = startComposer({ withinMs: config.COMPOSE_WITHIN_SECONDS * 1_000, log });
  const links = makeLinks(config.PUBLIC_URL);
  const usage = startUsage(config, { ...store, now, ...tools });
  const checks = await startChecks({ ...store, usage, compose: composer.compose, links, now, config, log });
  const modules: GraphqlModule[] = [
    graphModule({ queries: store.queries, publicUrl: config.PUBLIC_URL }),
    whoami,
    lintModule({ levels: config.LINT_LEVELS }),
    ...makePublishing({ ...store, config, composer, links, now }),
    checks.module,
    usageModule(usage.fieldUsage),
  ];
  const stop = async (): Promise<void> => {
    await checks.stop();
    await usage.stop();
    await composer.stop();
  };
  return { modules, usage, stop };
};

/** Starts the registry: database, use cases, GraphQL for Rover, Uplink for gateways, pages for people. */
export const startRegistry = async (
  config: RegistryConfig,
  tools: ProcessTools,
  now: Clock = () => new Date(),
): Promise<Service> => {
  const { log } = tools;
  const { rootKey, gatewayKey } = await readKeys(config);
  const store = await openStore(config, tools);
  const { sql, queries, keys } = store;
  const admit = makeRateLimit(config.RATE_LIMIT_PER_MINUTE);
  const accessOf = makeAccess({ findKey: keys.find, rootKey, gatewayKey, admit });
  const { modules, usage, stop } = await startAnswers(store, config, tools, now);
  const answers = async (): Promise<boolean> => (await Promise.allSettled([sql('select 1')]))[0].status === 'fulfilled';
  const http = makeHttp({
    ...tools,
    bodyLimitBytes: config.MAX_BODY_BYTES,
    checkReadiness: async () => ({ postgresql: await answers() }),
  });
  usage.addRoute(http, accessOf);
  addGraphqlRoute(http, { path: '/graphql', schema: schemaOf(modules), accessOf, log });
  const uplink = uplinkModule({ queries, accessOf, pollSeconds: config.UPLINK_POLL_SECONDS });
  addGraphqlRoute(http, { path: '/uplink', schema: schemaOf([uplink]), accessOf, log });
  const { fieldUsage } = usage;
  startPages(http, {
    rootKey,
    accessOf,
    sql,
    queries,
    now,
    publicUrl: config.PUBLIC_URL,
    findKey: keys.find,
    fieldUsage,
  });
  const address = await http.listen({ host: config.HOST, port: config.PORT });
  return {
    port: Number(new URL(address).port),
    stop: async () => {
      await http.close();
      await stop();
      await store.orm.close();
    },
  };
};
