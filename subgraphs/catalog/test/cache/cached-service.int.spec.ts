import { makeMetrics, parseConfig, type Service } from '@cardstock/service';
import { askAs, eventually, freshRedisUrl, testKeys, testTools } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Registry } from 'prom-client';
import { catalogConfig, runImport, startCatalog } from '../../src/index.ts';
import { aProduct } from '../builders.ts';
import { aSource, freshStores, type TestStores } from '../stores.ts';

const ANYONE = { kind: 'anonymous' } as const;
const QUERY = '{ product(id: "card") { name variants { sku price { amount } } } }';

interface Process {
  readonly metrics: Registry;
  ask(): Promise<unknown>;
  metric(name: string, labels?: object): Promise<number>;
}

let stores: TestStores;
let keys: Awaited<ReturnType<typeof testKeys>>;
let redisUrl: string;
const services: Service[] = [];
beforeAll(async () => {
  [redisUrl, keys] = await Promise.all([freshRedisUrl(), testKeys()]);
  stores = await freshStores(redisUrl);
  await runImport({ source: aSource([{ id: 'card', details: aProduct() }]), stores });
});
afterAll(async () => {
  for (const service of services) await service.stop();
  await Promise.all([stores.drop(), keys.remove()]);
});

const start = async (more: Record<string, string> = {}): Promise<Process> => {
  const metrics = makeMetrics('catalog');
  const config = parseConfig(catalogConfig, {
    PORT: '0',
    DATABASE_URL: stores.databaseUrl,
    MONGODB_URL: stores.mongodbUrl,
    REDIS_URL: redisUrl,
    ...keys.environmentOf('catalog'),
    ...more,
  });
  const service = await startCatalog(config, { ...testTools('catalog'), metrics });
  services.push(service);
  const tokens = await keys.tokensOf('gateway');
  return {
    metrics,
    ask: async () => (await askAs(service.port, tokens, ANYONE, { query: QUERY })).data,
    metric: async (name, labels = {}) => {
      const { values } = (await metrics.getSingleMetric(name)?.get()) ?? { values: [] };
      const found = values.find((value) => Object.entries(labels).every(([key, label]) => value.labels[key] === label));
      return found?.value ?? 0;
    },
  };
};

const foundIn = ({ metric }: Process, found: string) => metric('catalog_cache_lookups_total', { found });

describe('two services beside each other', () => {
  it('answer from memory and from Redis, tell how often, and see what an import changes as soon as it is done', async () => {
    const [one, other] = [await start(), await start()];
    for (const service of [one, other]) {
      await eventually(async () => {
        await service.ask();
        expect(await foundIn(service, 'process')).toBeGreaterThanOrEqual(2);
        expect(await service.metric('catalog_cache_trusted')).toBe(1);
      });
    }
    expect(await foundIn(other, 'redis')).toBeGreaterThanOrEqual(2);
    expect(await other.metric('catalog_cache_entries')).toBe(2);
    const renamed = aProduct({ name: 'Another Name' });
    await runImport({ source: aSource([{ id: 'card', details: renamed }], '2'), stores });
    for (const { ask } of [one, other]) expect(await ask()).toMatchObject({ product: { name: 'Another Name' } });
    expect(await one.metric('catalog_cache_announced_entries_total')).toBeGreaterThanOrEqual(4);
  });

  it('one of which caches nothing show the same', async () => {
    const plain = await start({ CATALOG_CACHE: 'off' });
    expect(await plain.ask()).toMatchObject({ product: { name: 'Another Name' } });
    expect(plain.metrics.getSingleMetric('catalog_cache_lookups_total')).toBeUndefined();
  });
});
