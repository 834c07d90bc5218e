import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginUsageReporting } from '@apollo/server/plugin/usageReporting';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { startPlatform, type TestGateway, type TestPlatform } from '../../../gateway/test/platform.ts';
import { hasRover, makeRover, type Rover } from './rover.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

const TABLE = /[│┆\s]+/g;
const GRAPH_REF = 'small@live';

let registry: TestRegistry;
let rover: Rover;
let platform: TestPlatform;
let gateway: TestGateway;
beforeAll(async () => {
  [registry, platform] = await Promise.all([startTestRegistry(), startPlatform()]);
  rover = await makeRover({ registryUrl: registry.graphqlUrl(), key: ROOT_KEY });
  const subgraphs = Object.values(platform.subgraphs).map(({ name, sdl, url }) => ({ name, sdl, url }));
  const { errors } = await registry.ask(
    `mutation ($subgraphs: [SubgraphInput!]!) { graph(id: "small") {
       publishSubgraphs(graphVariant: "live", subgraphs: $subgraphs) { wasCreated errors { message } } } }`,
    { subgraphs },
  );
  if (errors) throw new Error(errors[0]?.message);
  gateway = await platform.another({
    REGISTRY_REPORTS_URL: registry.url(),
    APOLLO_KEY: ROOT_KEY,
    APOLLO_GRAPH_REF: GRAPH_REF,
    USAGE_REPORT_MS: '100',
  });
});
afterAll(async () => {
  await rover.remove();
  await platform.close();
  await registry.stop();
});

const check = async (subgraph: 'order' | 'catalog', change: (sdl: string) => string) => {
  const { sdl } = platform.subgraphs[subgraph];
  expect(change(sdl)).not.toBe(sdl);
  const schema = await rover.file(`${subgraph}.graphql`, change(sdl));
  const { code, stdout } = await rover(['subgraph', 'check', GRAPH_REF, '--name', subgraph, '--schema', schema]);
  return { code, text: stdout.replace(TABLE, ' ') };
};
const known = (name: string) =>
  eventually(async () => {
    const { rows } = await registry.sql.query('select from operation where name = $1', [name]);
    expect(rows).toHaveLength(1);
  });
const WEB = { 'apollographql-client-name': 'web', 'apollographql-client-version': '7.1' };

(hasRover ? describe : describe.skip)('what clients really do', () => {
  it('decides whether a field may go', async () => {
    const withoutTitle = (sdl: string): string => sdl.replace('title: String', '');
    expect(await check('catalog', withoutTitle)).toMatchObject({
      code: 0,
      text: expect.stringMatching(/PASS FIELD_REMOVED .*No known operation uses it/),
    });
    await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...WEB },
      body: JSON.stringify({ query: 'query Cards { first: variant(sku: "A") { name: title } }' }),
    });
    await known('Cards');
    expect(await check('catalog', withoutTitle)).toMatchObject({
      code: 1,
      text: expect.stringContaining('Used by Cards (web@7.1, 1 request).'),
    });
  });

  it('counts subscriptions', async () => {
    const client = gateway.client({ ...WEB, authorization: `Bearer ${await platform.jwks.token()}` });
    const stop = client.subscribe(
      { query: 'subscription Notes { noteReceived { text } }' },
      { next() {}, error() {}, complete() {} },
    );
    await known('Notes');
    stop();
    expect(
      await check('order', (sdl) => sdl.replace('type Note { id: ID! text: String! }', 'type Note { id: ID! }')),
    ).toMatchObject({
      code: 1,
      text: expect.stringContaining('Used by Notes (web@7.1, 1 request).'),
    });
  });

  it("may be told by Apollo Server's own plugin, too", async () => {
    const server = new ApolloServer({
      schema: buildSchema('type Query { viewer: String! }'),
      apollo: { key: ROOT_KEY, graphRef: GRAPH_REF },
      plugins: [ApolloServerPluginUsageReporting({ endpointUrl: registry.url(), sendReportsImmediately: true })],
      stopOnTerminationSignals: false,
      logger: { debug: () => {}, info: () => {}, warn: console.warn, error: console.error },
    });
    await server.start();
    await server.executeOperation({ query: 'query Stock { viewer }' });
    await known('Stock');
    await server.stop();
    expect(await check('order', (sdl) => sdl.replace('viewer: String!', ''))).toMatchObject({
      code: 1,
      text: expect.stringContaining('Used by Stock (a client without a name, 1 request).'),
    });
  });
});
