import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { makeHttp, openDatabase, type ProcessTools, type Service } from '@cardstock/service';
import { makeAccess } from './application/access.ts';
import { makeCreateKey, makeRevokeKey } from './application/keys.ts';
import { makeLinks } from './application/links.ts';
import type { Clock } from './application/ports.ts';
import { makePredictRemoval, makePublish, makeRemove } from './application/publish.ts';
import { makeTurns } from './application/turns.ts';
import { startChecks } from './checks/start-checks.ts';
import { startComposer } from './composition/composer.ts';
import type { RegistryConfig } from './config.ts';
import { graphModule } from './graphql/graph.ts';
import { keysModule } from './graphql/keys.ts';
import { lintModule } from './graphql/lint.ts';
import type { GraphqlModule } from './graphql/module.ts';
import { publishModule } from './graphql/publish.ts';
import { schemaOf } from './graphql/schema.ts';
import { usageModule } from './graphql/usage.ts';
import { whoami } from './graphql/whoami.ts';
import { addGraphqlRoute } from './http/graphql-route.ts';
import { makeRateLimit } from './http/rate-limit.ts';
import { startPages } from './pages/start-pages.ts';
import { ApiKeyRow } from './persistence/api-key.row.ts';
import { makeChangeStore } from './persistence/change.store.ts';
import { makeGraphQueries } from './persistence/graph.queries.ts';
import { makeKeys } from './persistence/keys.repository.ts';
import { CreateCheckSettings } from './persistence/migrations/create-check-settings.migration.ts';
import { CreateChecks } from './persistence/migrations/create-checks.migration.ts';
import { CreateGraphs } from './persistence/migrations/create-graphs.migration.ts';
import { readsOf, transactOf } from './persistence/sql.ts';
import { uplinkModule } from './uplink/uplink.ts';
import { startUsage } from './usage/start-usage.ts';

const SHORTEST_KEY = 20;

const readRootKey = async (file: string): Promise<string> => {
  const key = (await readFile(file, 'utf8')).trim();
  if (key.length >= SHORTEST_KEY) return key;
  throw new Error(`the key in ROOT_KEY_FILE has less than ${SHORTEST_KEY} characters: it could be guessed`);
};

/** Starts the registry: database, use cases, GraphQL for Rover, Uplink for gateways. */
export const startRegistry = async (
  config: RegistryConfig,
  tools: ProcessTools,
  now: Clock = () => new Date(),
): Promise<Service> => {
  const { log } = tools;
  const rootKey = await readRootKey(config.ROOT_KEY_FILE);
  const orm = await openDatabase({
    url: config.DATABASE_URL,
    entities: [ApiKeyRow],
    migrations: [CreateGraphs, CreateChecks, CreateCheckSettings],
    log,
  });
  const sql = readsOf(orm);
  const queries = makeGraphQueries(sql);
  const keys = makeKeys(orm);
  const accessOf = makeAccess({ findKey: keys.find, rootKey, admit: makeRateLimit(config.RATE_LIMIT_PER_MINUTE) });
  const composer = startComposer({ withinMs: config.COMPOSE_WITHIN_SECONDS * 1_000, log });
  const store = makeChangeStore(transactOf(orm), sql, queries);
  const changes = { store, compose: composer.compose, inTurn: makeTurns(), now, broken: config.BROKEN_PUBLICATION };
  const links = makeLinks(config.PUBLIC_URL);
  const usage = startUsage(config, { sql, queries, now, ...tools });
  const checks = await startChecks({ sql, queries, usage, compose: composer.compose, links, now, config, log });
  const modules: GraphqlModule[] = [
    graphModule({ queries, publicUrl: config.PUBLIC_URL }),
    whoami,
    lintModule({ levels: config.LINT_LEVELS }),
    keysModule({
      keys,
      createKey: makeCreateKey({ keys, now, randomBytes }),
      revokeKey: makeRevokeKey({ keys, now, randomBytes }),
    }),
    publishModule({
      publish: makePublish(changes),
      remove: makeRemove(changes),
      predictRemoval: makePredictRemoval(changes),
      links,
    }),
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
  startPages(http, {
    ...{ rootKey, accessOf, sql, queries, now },
    publicUrl: config.PUBLIC_URL,
    findKey: keys.find,
    fieldUsage: usage.fieldUsage,
  });
  const uplink = uplinkModule({ queries, accessOf, pollSeconds: config.UPLINK_POLL_SECONDS });
  addGraphqlRoute(http, { path: '/uplink', schema: schemaOf([uplink]), accessOf, log });
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
