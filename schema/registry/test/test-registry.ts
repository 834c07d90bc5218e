import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '@cardstock/service/core';
import { freshDatabase, testTools } from '@cardstock/testing';
import pg from 'pg';
import { registryConfig, startRegistry } from '../src/index.ts';

export const ROOT_KEY = 'user:root:test-0123456789.abcdefghijklmnopqrstuvwxyz';

export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** A registry of this test file's own, with a database of its own. */
export const startTestRegistry = async (env: Record<string, string> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'cardstock-registry-'));
  const keyFile = join(folder, 'root-key');
  await writeFile(keyFile, `${ROOT_KEY}\n`, { mode: 0o600 });
  const database = await freshDatabase();
  const environment = {
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: database.url,
    ROOT_KEY_FILE: keyFile,
    RATE_LIMIT_PER_MINUTE: '100000',
    ...env,
  };
  const start = (port = '0') =>
    startRegistry(parseConfig(registryConfig, { ...environment, PORT: port }), testTools('registry'));
  let service = await start();
  const sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  const url = (): string => `http://127.0.0.1:${service.port}`;
  return {
    url,
    graphqlUrl: () => `${url()}/graphql`,
    environment,
    sql,
    /** Stops it and starts it anew on the same port, and the same database; in between, what is given is done. */
    restart: async (meanwhile: () => Promise<void> = async () => undefined) => {
      const port = String(service.port);
      await service.stop();
      await meanwhile();
      service = await start(port);
    },
    ask: async <Data>(
      query: string,
      variables: Record<string, unknown> = {},
      key = ROOT_KEY,
    ): Promise<Answer<Data>> => {
      const reply = await fetch(`${url()}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': key },
        body: JSON.stringify({ query, variables }),
      });
      return (await reply.json()) as Answer<Data>;
    },
    stop: async () => {
      await service.stop();
      await sql.end();
      await Promise.all([database.drop(), rm(folder, { recursive: true })]);
    },
  };
};

export type TestRegistry = Awaited<ReturnType<typeof startTestRegistry>>;
