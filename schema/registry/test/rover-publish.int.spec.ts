import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover, type Rover } from './rover.ts';
import { BROKEN, PRODUCTS, PRODUCTS_WITH_PRICE, REVIEWS } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

const URLS = { products: 'http://products.test/graphql', reviews: 'http://reviews.test/graphql' };

let registry: TestRegistry;
let rover: Rover;
let graph: string;
let count = 0;
beforeAll(async () => {
  registry = await startTestRegistry();
  rover = await makeRover({ registryUrl: registry.graphqlUrl(), key: ROOT_KEY });
});
afterAll(async () => {
  await rover.remove();
  await registry.stop();
});
beforeEach(() => {
  count += 1;
  graph = `shop${count}`;
});

const publish = async (name: keyof typeof URLS, sdl: string, ...more: string[]) => {
  const schema = await rover.file(`${name}.graphql`, sdl);
  const args = ['subgraph', 'publish', `${graph}@prod`, '--name', name, '--schema', schema];
  return rover([...args, ...(more.length > 0 ? more : ['--routing-url', URLS[name]])]);
};
const onShop = (...args: string[]) => rover([...args.slice(0, 2), `${graph}@prod`, ...args.slice(2)]);
const bothPublished = async (): Promise<void> => {
  await publish('products', PRODUCTS);
  await publish('reviews', REVIEWS);
};

(hasRover ? describe : describe.skip)('rover subgraph publish', () => {
  it('creates a graph, a variant and a subgraph; the supergraph can be fetched', async () => {
    const { code, text } = await publish('products', PRODUCTS);
    expect(code).toBe(0);
    expect(text).toContain(`A new subgraph called 'products' was created in '${graph}@prod'`);
    expect(text).toContain(
      `The supergraph schema for '${graph}@prod' was updated, composed from the updated 'products'`,
    );
    expect(text).toContain(`http://localhost:4010/graph/${graph}/launch/`);
    const fetched = await onShop('supergraph', 'fetch');
    expect(fetched.code).toBe(0);
    expect(fetched.stdout).toContain('join__Graph');
  });

  it('updates a subgraph', async () => {
    await publish('products', PRODUCTS);
    const { code, text } = await publish('products', PRODUCTS_WITH_PRICE);
    expect(code).toBe(0);
    expect(text).toContain(`The 'products' subgraph in '${graph}@prod' was updated`);
    expect((await onShop('graph', 'fetch')).stdout).toContain('price: Int');
  });

  it('says when nothing changed', async () => {
    await publish('products', PRODUCTS);
    const { code, text } = await publish('products', PRODUCTS);
    expect(code).toBe(0);
    expect(text).toContain("The 'products' subgraph was NOT updated because no changes were detected");
    expect(text).toContain('was NOT updated with a new schema');
  });

  it('keeps the routing URL that it has', async () => {
    await publish('products', PRODUCTS);
    const schema = await rover.file('products.graphql', PRODUCTS_WITH_PRICE);
    const { code } = await onShop('subgraph', 'publish', '--name', 'products', '--schema', schema);
    expect(code).toBe(0);
    expect((await onShop('subgraph', 'list')).stdout).toContain(URLS.products);
  });

  it('wants a routing URL for a new subgraph', async () => {
    await publish('products', PRODUCTS);
    const schema = await rover.file('reviews.graphql', REVIEWS);
    const { code, text } = await onShop('subgraph', 'publish', '--name', 'reviews', '--schema', schema);
    expect(code).toBe(1);
    expect(text).toContain('E041');
  });

  it.each([
    [['--routing-url', 'nonsense'], 1],
    [['--routing-url', 'nonsense', '--allow-invalid-routing-url'], 0],
    [['--no-url'], 0],
  ])('takes a URL with %j: exit code %d', async (more, code) => {
    const run = await publish('products', PRODUCTS, ...more);
    expect(run.code).toBe(code);
  });

  it('stores what is not complete yet, and launches it once it is', async () => {
    const first = await publish('reviews', REVIEWS);
    expect(first.code).toBe(0);
    expect(first.text).toContain('The following build errors occurred');
    expect(first.text).toContain('NO_QUERIES');
    const fetched = await onShop('supergraph', 'fetch');
    expect(fetched).toMatchObject({ code: 1, text: expect.stringContaining('E027') });
    const second = await publish('products', PRODUCTS);
    expect(second.text).toContain('was updated, composed from');
  });

  it('refuses what breaks a graph that composes, and goes on serving it', async () => {
    await bothPublished();
    const before = (await onShop('supergraph', 'fetch')).stdout;
    const { code, text } = await publish('products', BROKEN);
    expect(code).toBe(1);
    expect(text).toContain('would not compose any more');
    expect(text).toContain('Missing');
    expect((await onShop('supergraph', 'fetch')).stdout).toBe(before);
    expect((await onShop('subgraph', 'fetch', '--name', 'products')).stdout.trim()).toBe(PRODUCTS.trim());
  });

  it.each([
    ['nonsense', 'type Query {', 'INVALID_GRAPHQL'],
    ['nothing', ' ', 'The schema of "products" is empty'],
  ])('tells what is wrong with %s', async (_what, sdl, words) => {
    await bothPublished();
    const { code, text } = await publish('products', sdl);
    expect(code).toBe(1);
    expect(text).toContain(words);
  });

  it('keeps where a schema comes from', async () => {
    await publish('products', PRODUCTS);
    const { rows } = await registry.sql.query(
      'select git_context, actor, kind from subgraph_publication where graph_id = $1',
      [graph],
    );
    expect(rows).toEqual([
      {
        kind: 'PUBLISHED',
        actor: 'root',
        git_context: expect.objectContaining({ branch: 'main', committer: 'Ada <ada@cardstock.test>' }),
      },
    ]);
  });

  it('prints what a program can read', async () => {
    const { stdout } = await publish('products', PRODUCTS, '--routing-url', URLS.products, '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      data: { success: true, subgraph_was_created: true, supergraph_was_updated: true },
      error: null,
    });
  });
});

(hasRover ? describe : describe.skip)('rover subgraph fetch, list, delete', () => {
  it('fetches byte by byte what was published', async () => {
    await publish('products', PRODUCTS);
    const { code, stdout } = await onShop('subgraph', 'fetch', '--name', 'products');
    expect(code).toBe(0);
    // Rover ends what it prints with a line break of its own.
    expect(stdout).toBe(`${PRODUCTS}\n`);
  });

  it('names those that there are where one is missing', async () => {
    await bothPublished();
    const { code, text } = await onShop('subgraph', 'fetch', '--name', 'prices');
    expect(code).toBe(1);
    expect(text).toContain('E009');
    expect(text).toContain('products, reviews');
  });

  it('knows no graph that nobody published', async () => {
    for (const command of [
      ['subgraph', 'fetch', '--name', 'x'],
      ['subgraph', 'list'],
      ['supergraph', 'fetch'],
      ['graph', 'fetch'],
    ]) {
      const { code, text } = await onShop(...command);
      expect(code).toBe(1);
      expect(text).toMatch(/E010|E008/);
    }
  });

  it('lists the subgraphs with their URLs', async () => {
    await bothPublished();
    const { code, stdout, text } = await onShop('subgraph', 'list');
    expect(code).toBe(0);
    for (const [name, url] of Object.entries(URLS)) expect(stdout).toMatch(new RegExp(`${name}.*${url}`));
    expect(text).toContain(`http://localhost:4010/graph/${graph}/service-list`);
  });

  it('deletes a subgraph, and the variant with its last one', async () => {
    await bothPublished();
    const { code, text } = await onShop('subgraph', 'delete', '--name', 'reviews', '--confirm');
    expect(code).toBe(0);
    expect(text).toContain("The 'reviews' subgraph was removed from");
    expect((await onShop('subgraph', 'list')).stdout).not.toContain('reviews');
    const last = await onShop('subgraph', 'delete', '--name', 'products', '--confirm');
    expect(last.code).toBe(0);
    expect((await onShop('subgraph', 'list')).text).toContain('E010');
    expect((await publish('products', PRODUCTS)).text).toContain('was created');
  });

  it('predicts the errors of a deletion, and does nothing without a yes', async () => {
    await bothPublished();
    const { code, text } = await onShop('subgraph', 'delete', '--name', 'products');
    expect(code).toBe(0);
    expect(text).toContain('NO_QUERIES');
    expect((await onShop('subgraph', 'list')).stdout).toContain('products');
  });

  it('refuses a deletion that breaks the graph, and one of a subgraph that is none', async () => {
    await bothPublished();
    const breaking = await onShop('subgraph', 'delete', '--name', 'products', '--confirm');
    expect(breaking).toMatchObject({ code: 1, text: expect.stringContaining('would not compose any more') });
    const unknown = await onShop('subgraph', 'delete', '--name', 'prices', '--confirm');
    expect(unknown).toMatchObject({ code: 1, text: expect.stringContaining('There is no subgraph "prices"') });
  });
});

(hasRover ? describe : describe.skip)('a key that is not known', () => {
  it.each([
    [
      ['subgraph', 'publish', '--name', 'products', '--routing-url', URLS.products, '--schema', '-'],
      'Unauthorized: unknown API key',
    ],
    [['subgraph', 'fetch', '--name', 'products'], 'Invalid credentials provided'],
    [['subgraph', 'list'], 'Unauthorized: unknown API key'],
    [['supergraph', 'fetch'], 'Unauthorized: unknown API key'],
    [['graph', 'fetch'], 'Invalid credentials provided'],
    [['subgraph', 'delete', '--name', 'products', '--confirm'], 'Unauthorized: unknown API key'],
  ])('may not %j', async (args, words) => {
    await publish('products', PRODUCTS);
    const startedAt = Date.now();
    const run = await rover([...args.slice(0, 2), `${graph}@prod`, ...args.slice(2)], {
      env: { APOLLO_KEY: 'service:shop:nobody-knows-this-key' },
      input: PRODUCTS_WITH_PRICE,
    });
    expect(run.code).toBe(1);
    expect(run.text).toContain(words);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
  });
});
