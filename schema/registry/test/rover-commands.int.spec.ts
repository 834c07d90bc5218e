import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover, type Rover } from './rover.ts';
import { BROKEN, PRODUCTS, PRODUCTS_WITH_PRICE, REVIEWS } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

const GRAPH = 'cards@current';
const DEPRECATED = PRODUCTS_WITH_PRICE.replace('price: Int', 'price: Int @deprecated(reason: "Ask the shop.")');

let registry: TestRegistry;
let rover: Rover;
beforeAll(async () => {
  registry = await startTestRegistry();
  rover = await makeRover({ registryUrl: registry.graphqlUrl(), key: ROOT_KEY });
  if (!hasRover) return;
  for (const [name, sdl] of [
    ['products', DEPRECATED],
    ['reviews', REVIEWS],
  ] as const) {
    const schema = await rover.file(`${name}.graphql`, sdl);
    const url = ['--routing-url', `http://${name}.test/graphql`];
    await rover(['subgraph', 'publish', GRAPH, '--name', name, '--schema', schema, ...url]);
  }
});
afterAll(async () => {
  await rover.remove();
  await registry.stop();
});

const withKey = (key: string | undefined) => ({ env: { APOLLO_KEY: key } });
/** A key of the graph with this scope. */
const keyWith = async (scope: string): Promise<string> => {
  const mutation = `mutation { graph(id: "cards") { createKey(name: "tool", scope: ${scope}) { text } } }`;
  const { data, errors } = await registry.ask<{ graph: { createKey: { text: string } } }>(mutation);
  if (errors) throw new Error(errors[0]?.message);
  return data.graph.createKey.text;
};

const suite = hasRover ? describe : describe.skip;

suite('rover config whoami', () => {
  it('knows a person', async () => {
    const { code, text } = await rover(['config', 'whoami']);
    expect(code).toBe(0);
    expect(text).toMatch(/Key Type\s*┆?\s*User/);
    expect(text).toContain('root');
  });

  it('knows the key of a graph', async () => {
    const { code, text } = await rover(['config', 'whoami'], withKey(await keyWith('READ')));
    expect(code).toBe(0);
    expect(text).toMatch(/Key Type\s*┆?\s*Graph/);
    expect(text).toContain('cards');
  });

  it('knows nobody by an unknown key', async () => {
    const { code, text } = await rover(['config', 'whoami'], withKey('user:nobody:unknown'));
    expect(code).toBe(1);
    expect(text).toContain('error[E013]');
  });

  it('takes the key from a profile', async () => {
    await mkdir(join(rover.folder, 'config', 'profiles', 'work'), { recursive: true });
    await writeFile(join(rover.folder, 'config', 'profiles', 'work', '.sensitive'), `api_key = "${ROOT_KEY}"\n`);
    const { code, text } = await rover(['config', 'whoami', '--profile', 'work'], withKey(undefined));
    expect(code).toBe(0);
    expect(text).toContain('--profile work');
  });
});

suite('rover subgraph lint', () => {
  const lint = async (sdl: string, ...more: string[]) =>
    rover([
      'subgraph',
      'lint',
      GRAPH,
      '--name',
      'products',
      '--schema',
      await rover.file('lint.graphql', sdl),
      ...more,
    ]);

  it('finds an error and shows where', async () => {
    const { code, text } = await lint(DEPRECATED.replace('name:', 'product_name:'));
    expect(code).toBe(1);
    expect(text).toContain('error[E042]');
    expect(text).toContain('product_name');
  });

  it('passes a clean schema', async () => {
    expect((await lint(DEPRECATED)).code).toBe(0);
  });

  it('leaves out what was published like that', async () => {
    const published = DEPRECATED.replace('price: Int', 'price: Int Old_Field: Int');
    const schema = await rover.file('old.graphql', published);
    const url = ['--routing-url', 'http://products.test/graphql'];
    await rover(['subgraph', 'publish', 'cards@old', '--name', 'products', '--schema', schema, ...url]);
    const old =
      (sdl: string) =>
      async (...more: string[]) =>
        rover([
          ...['subgraph', 'lint', 'cards@old', '--name', 'products', '--schema'],
          await rover.file('n.graphql', sdl),
          ...more,
        ]);
    expect((await old(published)()).code).toBe(1);
    expect((await old(published)('--ignore-existing-lint-violations')).code).toBe(0);
    const worse = await old(published.replace('Old_Field', 'New_Field: Int Old_Field'))(
      '--ignore-existing-lint-violations',
    );
    expect([worse.code, worse.text.includes('New_Field')]).toEqual([1, true]);
  });

  it('knows no other graph', async () => {
    const schema = await rover.file('any.graphql', PRODUCTS);
    const { code, text } = await rover(['subgraph', 'lint', 'none@x', '--name', 'a', '--schema', schema]);
    expect(code).toBe(1);
    expect(text).toContain('error[E010]');
  });

  it('needs a key that may check', async () => {
    const schema = await rover.file('any.graphql', PRODUCTS);
    const args = ['subgraph', 'lint', GRAPH, '--name', 'products', '--schema', schema];
    const { code, text } = await rover(args, withKey(await keyWith('READ')));
    expect(code).toBe(1);
    expect(text).toContain('This API key may not check changes of the graph "cards".');
    expect((await rover(args, withKey(await keyWith('CHECK')))).code).toBe(0);
  });
});

suite('rover client check', () => {
  const clientCheck = async (name: string, document: string, ref = GRAPH) => {
    const root = join(rover.folder, name);
    await mkdir(root, { recursive: true });
    await writeFile(join(root, 'operation.graphql'), document);
    return rover(['client', 'check', ref, '--root-dir', root]);
  };

  it('passes operations that fit, with fragments', async () => {
    const { code } = await clientCheck(
      'fits',
      'query All { products { ...P } } fragment P on Product { id name reviews }',
    );
    expect(code).toBe(0);
  });

  it('names the operation that does not fit, with its place', async () => {
    const { code, text } = await clientCheck('wrong', 'query Weights {\n  products { weight }\n}\n');
    expect(code).toBe(1);
    expect(text).toContain('Weights');
    expect(text).toMatch(/operation\.graphql:\d+:\d+/);
    expect(text).toContain('Cannot query field "weight" on type "Product".');
  });

  it('warns of a deprecated field', async () => {
    const { code, text } = await clientCheck('old', 'query Prices { products { price } }');
    expect(code).toBe(0);
    expect(text).toContain('Ask the shop.');
  });

  it('does not ask about an operation without a name', async () => {
    const { code, text } = await clientCheck('anonymous', '{ products { id } }');
    expect(code).toBe(1);
    expect(text.toLowerCase()).toContain('anonymous');
  });

  it('is no silent pass for a graph that is not there', async () => {
    const { code, text } = await clientCheck('nowhere', 'query All { products { id } }', 'none@current');
    expect(code).toBe(1);
    expect(text).toContain('There is no graph "none@current" that is served.');
  });
});

suite('rover graph', () => {
  const check = async (sdl: string) =>
    rover(['graph', 'check', GRAPH, '--schema', await rover.file('graph.graphql', sdl)]);
  const api = async () => (await rover(['graph', 'fetch', GRAPH])).stdout;

  it('fetches the API as clients see it', async () => {
    const { code, stdout } = await rover(['graph', 'fetch', GRAPH]);
    expect(code).toBe(0);
    expect(stdout).toContain('reviews: [String!]!');
    expect(stdout).not.toContain('join__');
  });

  it('has no API of a variant that is not there', async () => {
    const { code, text } = await rover(['graph', 'fetch', 'cards@none']);
    expect(code).toBe(1);
    expect(text).toContain('cards@none');
  });

  it('checks an API that is as it was', async () => {
    expect((await check(await api())).code).toBe(0);
  });

  it('checks one that is no GraphQL', async () => {
    const { code, text } = await check('type Query {');
    expect(code).toBe(1);
    expect(text).toContain('Syntax Error');
  });
});

suite('rover subgraph publish --check', () => {
  const publish = async (sdl: string) =>
    rover([
      ...['subgraph', 'publish', GRAPH, '--name', 'products', '--check', '--schema'],
      await rover.file('checked.graphql', sdl),
    ]);

  it('does not publish what does not pass', async () => {
    const { code, text } = await publish(BROKEN);
    expect(code).toBe(1);
    expect(text).toContain('Unknown type Missing');
    const { stdout } = await rover(['subgraph', 'fetch', GRAPH, '--name', 'products']);
    expect(stdout.trim()).toBe(DEPRECATED.trim());
  });

  it('publishes what passes', async () => {
    const { code, text } = await publish(DEPRECATED.replace('price:', 'weight: Int\n  price:'));
    expect(code).toBe(0);
    expect(text).toContain("The 'products' subgraph in 'cards@current' was updated");
  });
});

suite('rover supergraph compose, of what is published', () => {
  it('takes all subgraphs of a graph', async () => {
    const { code, stdout } = await rover([
      ...['supergraph', 'compose', '--graph-ref', GRAPH, '--federation-version', '=2.14.4'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('http://reviews.test/graphql');
  });

  it('takes one of them from a graph, and one from a file', async () => {
    const file = await rover.file('local.graphql', REVIEWS);
    const config = await rover.file(
      'mixed.yaml',
      [
        'federation_version: =2.14.4',
        'subgraphs:',
        `  products: { schema: { graphref: ${GRAPH}, subgraph: products } }`,
        `  reviews: { routing_url: http://here.test/graphql, schema: { file: ${file} } }`,
      ].join('\n'),
    );
    const { code, stdout } = await rover(['supergraph', 'compose', '--config', config]);
    expect(code).toBe(0);
    expect(stdout).toContain('http://here.test/graphql');
    expect(stdout).toContain('http://products.test/graphql');
  });
});
