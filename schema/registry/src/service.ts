import { readFile } from 'node:fs/promises';
import { makeHttp, openDatabase, type ProcessTools, type Service } from '@cardstock/service';
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

/** Starts the registry: database, use cases, GraphQL for Rover, Uplink for gateways. */
export const startRegistry = async (
  config: RegistryConfig,
  tools: ProcessTools,
  now: Clock = () => new Date(),
): Promise<Service> => {
  const { log } = tools;
  const rootKey = await readKey(config.ROOT_KEY_FILE);
  const gatewayKey = config.GATEWAY_KEY_FILE === undefined ? undefined : await readKey(config.GATEWAY_KEY_FILE);
  const orm = await openDatabase({
    url: config.DATABASE_URL,
    entities: [ApiKeyRow],
    migrations: [CreateGraphs, CreateChecks, CreateCheckSettings],
    log,
  });
  const sql = readsOf(orm);
  const queries = makeGraphQueries(sql);
  const keys = makeKeys(orm);
  const accessOf = makeAccess({
    findKey: keys.find,
    rootKey,
    gatewayKey,
    admit: makeRateLimit(config.RATE_LIMIT_PER_MINUTE),
  });
  const composer = startComposer({ withinMs: config.COMPOSE_WITHIN_SECONDS * 1_000, log });
  const links = makeLinks(config.PUBLIC_URL);
  const usage = startUsage(config, { sql, queries, now, ...tools });
  const checks = await startChecks({ sql, queries, usage, compose: composer.compose, links, now, config, log });
  const modules: GraphqlModule[] = [
    graphModule({ queries, publicUrl: config.PUBLIC_URL }),
    whoami,
    lintModule({ levels: config.LINT_LEVELS }),
    ...makePublishing({ config, orm, sql, queries, keys, composer, links, now }),
    checks.module,
    usageModule(usage.fieldUsage),
  ];
  const http = makeHttp({
    ...tools,
    bodyLimitBytes: config.MAX_BODY_BYTES,
    checkReadiness: async () => ({
      postgresql: await sql('select 1').then(
        () => true,
        () => false,
      ),
    }),
  });
  usage.addRoute(http, accessOf);
  addGraphqlRoute(http, { path: '/graphql', schema: schemaOf(modules), accessOf, log });
  const uplink = uplinkModule({ queries, accessOf, pollSeconds: config.UPLINK_POLL_SECONDS });
  addGraphqlRoute(http, { path: '/uplink', schema: schemaOf([uplink]), accessOf, log });
  startPages(http, {
    ...{ rootKey, accessOf, sql, queries, now },
    publicUrl: config.PUBLIC_URL,
    findKey: keys.find,
    fieldUsage: usage.fieldUsage,
  });
  const address = await http.listen({ host: config.HOST, port: config.PORT });
  return {
    port: Number(new URL(address).port),
    stop: async () => {
      await http.close();
      await checks.stop();
      await usage.stop();
      await composer.stop();
      await orm.close();
    },
  };
};
