import { ApolloGateway, UplinkSupergraphManager } from '@apollo/gateway';
import { eventually } from '@cardstock/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { TestRegistry } from '../../schema/registry/test/test-registry.ts';
import { startPlatform, type TestPlatform } from './platform.ts';
import { publish, startRegistryOf } from './registry.ts';
import { greeter } from './supergraphs.ts';

let platform: TestPlatform;
let registry: TestRegistry;
let environment: Record<string, string>;
beforeEach(async () => {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  platform = await startPlatform();
  ({ registry, environment } = await startRegistryOf(Object.values(platform.subgraphs)));
});
afterEach(async () => {
  await platform.close();
  await registry.stop();
});

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const apolloGateway = ({ REGISTRY_UPLINK_URLS = '', APOLLO_KEY = '', APOLLO_GRAPH_REF = '' }: Record<string, string>) =>
  new ApolloGateway({
    logger: silent,
    supergraphSdl: new UplinkSupergraphManager({
      apiKey: APOLLO_KEY,
      graphRef: APOLLO_GRAPH_REF,
      uplinkEndpoints: [REGISTRY_UPLINK_URLS],
      logger: silent,
      maxRetries: 1,
    }),
  });

it("Apollo's own gateway takes its supergraph from the registry, and each newer one", async () => {
  const gateway = apolloGateway(environment);
  const schemas: string[] = [];
  gateway.onSchemaLoadOrUpdate(({ coreSupergraphSdl }) => schemas.push(coreSupergraphSdl));
  await gateway.load();
  expect(schemas[0]).toContain('INVENTORY');
  await publish(registry, [await platform.startSubgraph(greeter())]);
  await eventually(() => expect(schemas.at(-1)).toContain('greeting'));
  await gateway.stop();
});

it('it is told when its key is none', async () => {
  const gateway = apolloGateway({ ...environment, APOLLO_KEY: 'service:small:nobody' });
  await expect(gateway.load()).rejects.toThrow('AUTHENTICATION_FAILED');
  // What never started says so when it is stopped.
  await gateway.stop().catch(() => undefined);
});
