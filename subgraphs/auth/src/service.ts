import { type Loop, startLoop } from '@cardstock/messaging';
import {
  type Foundation,
  type ProcessTools,
  type Service,
  type SubgraphParts,
  startSubgraph,
} from '@cardstock/service';
import { createDemoAccounts } from './application/demo-accounts.ts';
import { makeFindUsers } from './application/find-users.ts';
import type { Application } from './application/index.ts';
import { makeLogin } from './application/login.ts';
import { makeLogout } from './application/logout.ts';
import type { Clock, Transaction } from './application/ports.ts';
import { makeRefreshSession } from './application/refresh-session.ts';
import { makeRegister } from './application/register.ts';
import type { AuthConfig } from './config.ts';
import { makeAccessTokens } from './credentials/access-tokens.ts';
import { makePasswordHasher } from './credentials/password-hasher.ts';
import { refreshSecrets } from './credentials/refresh-secrets.ts';
import { loadSigningKeys, type SigningKeys } from './credentials/signing-keys.ts';
import type { Context } from './graphql/context.ts';
import { makeLoaders } from './graphql/loaders.ts';
import { makeSchema } from './graphql/schema.ts';
import { CreateAccounts } from './persistence/migrations/create-accounts.migration.ts';
import { purgeExpired } from './persistence/purge.ts';
import { RefreshTokenRow } from './persistence/refresh-token.row.ts';
import { scopeIn } from './persistence/scope.ts';
import { SessionRow } from './persistence/session.row.ts';
import { UserRow } from './persistence/user.row.ts';
import { makeUserQueries } from './persistence/users.repository.ts';

const PURGE_EVERY_MS = 3_600_000;

interface Surroundings {
  readonly config: AuthConfig;
  readonly keys: SigningKeys;
  readonly now: Clock;
}

const makeApplication = async (
  { orm, transact: inTransaction, log }: Foundation,
  { config, keys, now }: Surroundings,
): Promise<Application> => {
  const transact: Transaction = (work) => inTransaction((scope) => work(scopeIn(scope)));
  const queries = makeUserQueries(() => orm.em.fork());
  const passwords = await makePasswordHasher();
  const signAccessToken = makeAccessTokens(keys, { issuer: config.JWT_ISSUER, audience: config.JWT_AUDIENCE });
  const ports = { transact, queries, passwords, now, signAccessToken, secrets: refreshSecrets };
  if (config.DEMO_ACCOUNTS) await createDemoAccounts(ports);
  return {
    register: makeRegister(ports),
    login: makeLogin(ports),
    refreshSession: makeRefreshSession({
      ...ports,
      onReuse: (found) => log.warn(found, 'a refresh token was used twice: its session is revoked'),
    }),
    logout: makeLogout(ports),
    findUsers: makeFindUsers(queries),
  };
};

const makeParts = async (foundation: Foundation, surroundings: Surroundings): Promise<SubgraphParts<Context>> => {
  const { keys, now } = surroundings;
  const app = await makeApplication(foundation, surroundings);
  const { schema } = await makeSchema(app);
  const purgeOnce = async (): Promise<number> => {
    await foundation.transact(({ sql }) => purgeExpired(sql, now()));
    return PURGE_EVERY_MS;
  };
  let purge: Loop | undefined;
  return {
    schema,
    contextFor: (viewer, requestId) => ({ viewer, requestId, loaders: makeLoaders(app.findUsers, viewer) }),
    addRoutes: (http) => {
      http.get('/.well-known/jwks.json', (_request, reply) =>
        reply.header('cache-control', 'public, max-age=300').send(keys.jwks),
      );
    },
    start: async () => {
      purge = startLoop({ name: 'purge of expired sessions', round: purgeOnce, log: foundation.log });
    },
    close: async () => purge?.stop(),
  };
};

/** Starts the auth subgraph. The clock is an argument so that tests need not wait for anything to expire. */
export const startAuth = async (
  config: AuthConfig,
  tools: ProcessTools,
  now: Clock = () => new Date(),
): Promise<Service> => {
  const keys = await loadSigningKeys(config.JWT_KEYS_FILE);
  return startSubgraph({
    domain: 'auth',
    config,
    tools,
    entities: [UserRow, SessionRow, RefreshTokenRow],
    migrations: [CreateAccounts],
    takesKeys: false,
    make: (foundation) => makeParts(foundation, { config, keys, now }),
  });
};
