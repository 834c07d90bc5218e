import { parseConfig, type Viewer } from '@cardstock/service';
import { askAs, freshRedisUrl, testKeys, testTools } from '@cardstock/testing';
import { catalogConfig, runImport, type SourceProduct, startCatalog } from '../src/index.ts';
import { aSource, freshStores, type TestStores } from './stores.ts';

export interface RunningCatalog {
  readonly stores: TestStores;
  readonly redisUrl: string;
  readonly port: number;
  ask<Data>(query: string, variables?: Record<string, unknown>): ReturnType<typeof askAs<Data>>;
  askAs<Data>(viewer: Viewer, query: string, variables?: Record<string, unknown>): ReturnType<typeof askAs<Data>>;
  stop(): Promise<void>;
}

const ANYONE: Viewer = { kind: 'anonymous' };

type Addresses = Pick<TestStores, 'databaseUrl' | 'mongodbUrl'>;

/** The catalog subgraph on stores of its own, with these products in it; it may be sent to them another way. */
export const startCatalogWith = async (
  products: readonly SourceProduct[],
  sentTo: (stores: Addresses) => Promise<Addresses> = async (stores) => stores,
): Promise<RunningCatalog> => {
  const [redisUrl, keys] = await Promise.all([freshRedisUrl(), testKeys()]);
  const stores = await freshStores(redisUrl);
  await runImport({ source: aSource(products), stores });
  const { databaseUrl, mongodbUrl } = await sentTo(stores);
  const env = {
    PORT: '0',
    DATABASE_URL: databaseUrl,
    MONGODB_URL: mongodbUrl,
    REDIS_URL: redisUrl,
    ...keys.environmentOf('catalog'),
  };
  const service = await startCatalog(parseConfig(catalogConfig, env), testTools('catalog'));
  const tokens = await keys.tokensOf('gateway');
  return {
    stores,
    redisUrl,
    port: service.port,
    askAs: (viewer, query, variables = {}) => askAs(service.port, tokens, viewer, { query, variables }),
    ask: (query, variables = {}) => askAs(service.port, tokens, ANYONE, { query, variables }),
    stop: async () => {
      await service.stop();
      await Promise.all([stores.drop(), keys.remove()]);
    },
  };
};
