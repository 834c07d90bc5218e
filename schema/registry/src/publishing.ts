import { randomBytes } from 'node:crypto';
import type { Orm } from '@cardstock/service/database';
import { makeCreateKey, makeRevokeKey } from './application/keys.ts';
import type { Links } from './application/links.ts';
import { makeFindList, makePublishOperations } from './application/persisted-queries.ts';
import type { Clock, GraphQueries, KeyStore } from './application/ports.ts';
import { makePredictRemoval, makePublish, makeRemove } from './application/publish.ts';
import { makeDeleteVariant, makePublishGraph } from './application/publish-graph.ts';
import { makeRollback } from './application/rollback.ts';
import { makeTurns } from './application/turns.ts';
import type { Composer } from './composition/composer.ts';
import type { RegistryConfig } from './config.ts';
import { keysModule } from './graphql/keys.ts';
import { launchesModule } from './graphql/launches.ts';
import type { GraphqlModule } from './graphql/module.ts';
import { persistedQueriesModule } from './graphql/persisted-queries.ts';
import { publishModule } from './graphql/publish.ts';
import { publishGraphModule } from './graphql/publish-graph.ts';
import { makeChangeStore } from './persistence/change.store.ts';
import { withListIn } from './persistence/query-lists.store.ts';
import { type Sql, transactOf } from './persistence/sql.ts';

interface Surroundings {
  readonly config: RegistryConfig;
  readonly orm: Orm;
  readonly sql: Sql;
  readonly queries: GraphQueries;
  readonly keys: KeyStore;
  readonly composer: Composer;
  readonly links: Links;
  readonly now: Clock;
}

/** Everything that changes what variants serve, and who may do so. */
export const makePublishing = ({
  config,
  orm,
  sql,
  queries,
  keys,
  composer,
  links,
  now,
}: Surroundings): readonly GraphqlModule[] => {
  const store = makeChangeStore(transactOf(orm), sql, queries);
  const ports = { store, compose: composer.compose, inTurn: makeTurns(), now, broken: config.BROKEN_PUBLICATION };
  const findList = makeFindList(queries);
  const withList = withListIn(transactOf(orm));
  const keyPorts = { keys, now, randomBytes };
  return [
    keysModule({ keys, createKey: makeCreateKey(keyPorts), revokeKey: makeRevokeKey(keyPorts) }),
    publishModule({
      publish: makePublish(ports),
      remove: makeRemove(ports),
      predictRemoval: makePredictRemoval(ports),
      links,
    }),
    persistedQueriesModule({ findList, publishOperations: makePublishOperations({ findList, withList, now }) }),
    publishGraphModule({
      queries,
      publishGraph: makePublishGraph(ports),
      deleteVariant: makeDeleteVariant(ports),
    }),
    launchesModule({ queries, rollback: makeRollback({ ...ports, queries }), links }),
  ];
};
