import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover, type Rover } from './rover.ts';
import { PRODUCTS } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

let registry: TestRegistry;
let rover: Rover;
beforeAll(async () => {
  registry = await startTestRegistry();
  rover = await makeRover({ registryUrl: registry.graphqlUrl(), key: ROOT_KEY });
  const schema = await rover.file('products.graphql', PRODUCTS);
  await rover([
    'subgraph',
    'publish',
    'shop@prod',
    '--name',
    'p',
    '--schema',
    schema,
    '--routing-url',
    'http://p.test',
  ]);
});
afterAll(async () => {
  await rover.remove();
  await registry.stop();
});

const operation = (id: string, name: string, body = `query ${name} { products { id } }`) => ({
  id,
  name,
  type: 'query',
  body,
});
const publish = async (ref: string, ...operations: object[]) => {
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  const file = await rover.file('manifest.json', JSON.stringify(manifest));
  return rover(['persisted-queries', 'publish', ref, '--manifest', file]);
};

(hasRover ? describe : describe.skip)('rover persisted-queries publish', () => {
  it('adds operations, and says so', async () => {
    const { code, text } = await publish('shop@prod', operation('1', 'One'), operation('2', 'Two'));
    expect(text).toContain('2 operations');
    expect(code).toBe(0);
    const { rows } = await registry.sql.query('select id, name, type from persisted_query order by id');
    expect(rows).toEqual([
      { id: '1', name: 'One', type: 'QUERY' },
      { id: '2', name: 'Two', type: 'QUERY' },
    ]);
  });

  it('takes the same again for nothing new, without a new revision', async () => {
    await publish('shop@prod', operation('1', 'One'));
    const before = await registry.sql.query('select revision from persisted_query_list');
    const { code } = await publish('shop@prod', operation('1', 'One'));
    expect(code).toBe(0);
    expect((await registry.sql.query('select revision from persisted_query_list')).rows).toEqual(before.rows);
  });

  it('refuses another body under the same id', async () => {
    await publish('shop@prod', operation('1', 'One'));
    const { code, text } = await publish('shop@prod', operation('1', 'One', 'query One { products { name } }'));
    expect(code).toBe(1);
    expect(text).toContain('The body of an operation cannot change under its id: 1');
  });

  it('knows no variant that nobody published', async () => {
    const { code, text } = await publish('shop@nowhere', operation('1', 'One'));
    expect(code).toBe(1);
    expect(text).toContain("does not contain variant 'nowhere' for graph 'shop'");
  });
});
