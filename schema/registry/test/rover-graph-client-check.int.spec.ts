import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover, type Rover } from './rover.ts';
import { PRODUCTS_WITH_PRICE } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';
import { report } from './usage-reports.ts';

const TABLE = /[│┆\s]+/g;
const API = 'type Query {\n  products: [Product!]!\n}\n\ntype Product {\n  id: ID!\n  name: String!\n  price: Int\n}\n';
const SHOP = PRODUCTS_WITH_PRICE.replace('price: Int', 'price: Int\n  cost: Int @deprecated(reason: "See price.")');

let registry: TestRegistry;
let rover: Rover;
let client: Rover;
beforeAll(async () => {
  registry = await startTestRegistry();
  const options = { registryUrl: registry.graphqlUrl(), key: ROOT_KEY };
  rover = await makeRover(options);
  const schema = await rover.file('products.graphql', SHOP);
  const target = ['subgraph', 'publish', 'shop@prod', '--name', 'products', '--schema', schema];
  const { code, text } = await rover([...target, '--routing-url', 'http://products.test/graphql']);
  if (code !== 0) throw new Error(text);
});
beforeEach(async () => {
  client = await makeRover({ registryUrl: registry.graphqlUrl(), key: ROOT_KEY });
});
afterAll(async () => {
  await rover.remove();
  await registry.stop();
});

const checkGraph = async (sdl: string) =>
  rover(['graph', 'check', 'shop@prod', '--schema', await rover.file('proposal.graphql', sdl)]);
const checkClient = async (documents: Readonly<Record<string, string>>, ref = 'shop@prod') => {
  for (const [name, document] of Object.entries(documents)) await client.file(name, document);
  const result = await client(['client', 'check', ref, '--root-dir', client.folder]);
  await client.remove();
  return result;
};

(hasRover ? describe : describe.skip)('rover graph check', () => {
  it('compares with the API that is served, and knows who uses it', async () => {
    const unused = await checkGraph(API.replace('  price: Int\n', ''));
    expect({ code: unused.code, text: unused.stdout.replace(TABLE, ' ') }).toMatchObject({
      code: 0,
      text: expect.stringMatching(/PASS FIELD_REMOVED .*No known operation uses it/),
    });
    await report(
      registry.url(),
      ROOT_KEY,
      [{ name: 'Prices', query: 'query Prices{products{price}}', client: 'web', version: '7.1', requests: 2 }],
      { graphRef: 'shop@prod' },
    );
    const used = await checkGraph(API.replace('  price: Int\n', ''));
    expect({ code: used.code, text: used.stdout.replace(TABLE, ' ') }).toMatchObject({
      code: 1,
      text: expect.stringContaining('Used by Prices (web@7.1, 2 requests).'),
    });
  });

  it('says what is wrong with a schema that is none', async () => {
    for (const [sdl, why] of [
      ['type Query {', 'Syntax Error'],
      ['type Query { a: Nothing }', 'Unknown type "Nothing"'],
    ] as const) {
      const { code, stdout } = await checkGraph(sdl);
      expect({ code, text: stdout.replaceAll('\\"', '"').replace(TABLE, ' ') }).toMatchObject({
        code: 1,
        text: expect.stringContaining(why),
      });
    }
  });

  it('knows no other graph', async () => {
    const schema = await rover.file('proposal.graphql', API);
    const { code, text } = await rover(['graph', 'check', 'nowhere@prod', '--schema', schema]);
    expect({ code, text }).toMatchObject({ code: 1, text: expect.stringContaining('error[E010]') });
  });
});

(hasRover ? describe : describe.skip)('rover client check', () => {
  it('passes operations that may be run, with fragments of other files', async () => {
    const { code } = await checkClient({
      'a.graphql': 'query Names { products { ...Card } }',
      'b.graphql': 'fragment Card on Product { id name }',
    });
    expect(code).toBe(0);
  });

  it('fails with one that may not, and warns of what is deprecated', async () => {
    const { code, text } = await checkClient({
      'a.graphql': 'query Colours { products { colour } }',
      'b.graphql': 'query Costs { products { cost } }',
    });
    expect(code).toBe(1);
    expect(text).toMatch(/Colours/);
    expect(text).toContain('Cannot query field "colour" on type "Product".');
    expect(text).toContain('See price.');
  });

  it('only warns of what is deprecated', async () => {
    const { code, text } = await checkClient({ 'b.graphql': 'query Costs { products { cost } }' });
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('See price.') });
  });

  it('fails where there is no such graph', async () => {
    const { code, text } = await checkClient({ 'a.graphql': 'query Names { products { id } }' }, 'nowhere@prod');
    expect({ code, text }).toMatchObject({ code: 1, text: expect.stringContaining('There is no graph "nowhere') });
    const variant = await checkClientAgain('shop@staging');
    expect({ code: variant.code, text: variant.text }).toMatchObject({
      code: 1,
      text: expect.stringContaining('shop@staging'),
    });
  });

  it('is kept', async () => {
    await checkClient({ 'a.graphql': 'query Colours { products { colour } }' });
    const { rows } = await registry.sql.query(
      `select status, actor, git_context ->> 'branch' as branch from check_workflow where kind = 'OPERATIONS' order by id desc limit 1`,
    );
    expect(rows).toEqual([{ status: 'FAILED', actor: 'root', branch: 'main' }]);
  });
});

const checkClientAgain = async (ref: string) => {
  client = await makeRover({ registryUrl: registry.graphqlUrl(), key: ROOT_KEY });
  return checkClient({ 'a.graphql': 'query Names { products { id } }' }, ref);
};
