import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANONYMOUS, parseConfig, type Viewer } from '@cardstock/service';
import { type Answer, askAs, freshDatabase, freshRedisUrl, testKeys, testTools } from '@cardstock/testing';
import { exportJWK, generateKeyPair } from 'jose';
import pg from 'pg';
import { authConfig, startAuth } from '../src/index.ts';

const signingKey = async (kid: string) => {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'EdDSA', use: 'sig' };
};

/** A file of two signing keys, as a rotation leaves it: `new` signs, `old` is still believed. */
const signingKeys = async (folder: string): Promise<string> => {
  const file = join(folder, 'jwt-keys.json');
  await writeFile(file, JSON.stringify({ keys: [await signingKey('new'), await signingKey('old')] }));
  return file;
};

/** An auth subgraph of this test file's own, with a clock that only the test moves. */
export const startTestAuth = async (env: Record<string, string> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-auth-'));
  const [database, keys, redisUrl] = await Promise.all([freshDatabase(), testKeys(), freshRedisUrl()]);
  const config = parseConfig(authConfig, {
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    JWT_KEYS_FILE: await signingKeys(folder),
    ...keys.environmentOf('auth'),
    ...env,
  });
  let time = new Date('2026-03-01T12:00:00Z');
  const start = () => startAuth(config, testTools('auth'), () => time);
  let service = await start();
  const gateway = await keys.tokensOf('gateway');
  const sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  return {
    port: () => service.port,
    sql,
    keys,
    ask: <Data>(
      query: string,
      variables: Record<string, unknown> = {},
      viewer: Viewer = ANONYMOUS,
    ): Promise<Answer<Data>> => askAs<Data>(service.port, gateway, viewer, { query, variables }),
    passMinutes: (minutes: number) => {
      time = new Date(time.getTime() + minutes * 60_000);
    },
    restart: async () => {
      await service.stop();
      service = await start();
    },
    stop: async () => {
      await service.stop();
      await sql.end();
      await Promise.all([database.drop(), keys.remove(), rm(folder, { recursive: true })]);
    },
  };
};

export type TestAuth = Awaited<ReturnType<typeof startTestAuth>>;

export interface TestSession {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly refreshToken: string;
  readonly user: { readonly id: string; readonly email: string; readonly roles: readonly string[] };
}
export type Result = { readonly __typename: string; readonly code?: string } & Partial<TestSession> & {
    readonly reasons?: readonly string[];
    readonly retryAfterSeconds?: number;
  };

const SESSION = '... on Session { accessToken accessTokenExpiresAt refreshToken user { id email roles } }';
const REFUSAL = '... on DomainError { code message }';

export const REGISTER = `mutation ($input: RegisterInput!) { result: register(input: $input) {
  __typename ${SESSION} ${REFUSAL} ... on WeakPassword { reasons } } }`;
export const LOGIN = `mutation ($input: LoginInput!) { result: login(input: $input) {
  __typename ${SESSION} ${REFUSAL} ... on TooManyAttempts { retryAfterSeconds } } }`;
export const REFRESH = `mutation ($token: String!) { result: refreshSession(refreshToken: $token) {
  __typename ${SESSION} ${REFUSAL} } }`;

export const PASSWORD = 'correct horse battery';

/** What a client can do, in the words of a test. */
export const clientOf = (auth: TestAuth) => {
  const resultOf = async (query: string, variables: Record<string, unknown>): Promise<Result> => {
    const { data, errors } = await auth.ask<{ result: Result }>(query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data.result;
  };
  const register = (email: string, more: Record<string, unknown> = {}) =>
    resultOf(REGISTER, { input: { email, password: PASSWORD, displayName: 'Ada', ...more } });
  return {
    register,
    login: (email: string, password = PASSWORD) => resultOf(LOGIN, { input: { email, password } }),
    refresh: (token: string | undefined) => resultOf(REFRESH, { token }),
    /** A new account and its first session. */
    session: async (email: string): Promise<TestSession> => {
      const result = await register(email);
      if (result.__typename !== 'Session') throw new Error(`no session: ${JSON.stringify(result)}`);
      return result as TestSession;
    },
  };
};
