import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover, type Rover } from './rover.ts';
import { PRODUCTS, PRODUCTS_WITH_PRICE } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

const CREATE = `mutation ($graph: ID!, $scope: KeyScope!) { graph(id: $graph) { createKey(name: "mine", scope: $scope) {
  text key { id name scope createdBy revokedAt } } } }`;
const REVOKE = `mutation ($graph: ID!, $id: ID!) { graph(id: $graph) { revokeKey(id: $id) { id revokedAt } } }`;
const KEYS = `query ($graph: ID!) { graph(id: $graph) { keys { id name scope } } }`;

interface Created {
  readonly graph: { readonly createKey: { readonly text: string; readonly key: { readonly id: string } } };
}

let registry: TestRegistry;
let rover: Rover;
let schema: string;
beforeAll(async () => {
  registry = await startTestRegistry();
  rover = await makeRover({ registryUrl: registry.graphqlUrl(), key: ROOT_KEY });
  schema = await rover.file('products.graphql', PRODUCTS);
  await rover.file('next.graphql', PRODUCTS_WITH_PRICE);
});
afterAll(async () => {
  await rover.remove();
  await registry.stop();
});
const publishAs = (key: string, graph = 'shop', file = schema) =>
  rover(
    ['subgraph', 'publish', `${graph}@prod`, '--name', 'products', '--schema', file, '--routing-url', 'http://p.test'],
    {
      env: { APOLLO_KEY: key },
    },
  );
const create = async (scope: string, graph = 'shop', key = ROOT_KEY) => {
  const { data, errors } = await registry.ask<Created>(CREATE, { graph, scope }, key);
  if (errors) throw new Error(errors[0]?.message);
  return { text: data.graph.createKey.text, id: data.graph.createKey.key.id };
};
beforeEach(() => publishAs(ROOT_KEY));

(hasRover ? describe : describe.skip)('a key of a graph', () => {
  it('tells Rover which graph it is of', async () => {
    const { text } = await create('READ');
    const { code, stdout } = await rover(['config', 'whoami'], { env: { APOLLO_KEY: text } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/Key Type.*Graph/);
    expect(stdout).toMatch(/Graph ID.*shop/);
  });

  it('that may read fetches, and does not publish', async () => {
    const { text } = await create('READ');
    const fetched = await rover(['supergraph', 'fetch', 'shop@prod'], { env: { APOLLO_KEY: text } });
    expect(fetched.code).toBe(0);
    const published = await publishAs(text);
    expect(published.code).toBe(1);
    expect(published.text).toContain('This API key may not publish to the graph "shop"');
  });

  it('that may publish does so to its graph only', async () => {
    const { text } = await create('PUBLISH');
    expect((await publishAs(text)).code).toBe(0);
    const elsewhere = await publishAs(text, 'other');
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.text).toContain('This API key may not read the graph "other"');
  });

  it('ends at once when it is revoked', async () => {
    const { text, id } = await create('PUBLISH');
    expect(await registry.ask(REVOKE, { graph: 'shop', id })).toMatchObject({
      data: { graph: { revokeKey: { id, revokedAt: expect.any(String) } } },
    });
    const published = await publishAs(text);
    expect(published.code).toBe(1);
    expect(published.text).toContain('this API key was revoked');
  });

  it('is unknown to whoami when it is unknown', async () => {
    const { code, text } = await rover(['config', 'whoami'], { env: { APOLLO_KEY: 'service:shop:nothing' } });
    expect(code).toBe(1);
    expect(text).toContain('E013');
  });
});

describe('keys', () => {
  it('are made, listed and revoked by an administrator only', async () => {
    const { text } = await create('PUBLISH');
    for (const [query, variables] of [
      [CREATE, { graph: 'shop', scope: 'READ' }],
      [REVOKE, { graph: 'shop', id: 'x' }],
      [KEYS, { graph: 'shop' }],
    ] as const) {
      const { errors } = await registry.ask(query, variables, text);
      expect(errors?.[0]).toMatchObject({ message: 'This API key may not administer the graph "shop".' });
    }
    const admin = await create('ADMIN');
    await expect(create('READ', 'shop', admin.text)).resolves.toBeDefined();
    await expect(create('READ', 'another', admin.text)).rejects.toThrow('may not read the graph "another"');
  });

  it('are kept as hashes', async () => {
    const { text, id } = await create('READ');
    const { rows } = await registry.sql.query('select * from api_key where id = $1', [id]);
    expect(JSON.stringify(rows)).not.toContain(text.slice(-20));
    expect(rows[0]).toMatchObject({ name: 'mine', scope: 'read', created_by: 'root' });
  });

  it('are not told of for other graphs', async () => {
    const { id } = await create('READ');
    const { errors } = await registry.ask(REVOKE, { graph: 'elsewhere', id });
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
