import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover, type Rover } from './rover.ts';
import { PRODUCTS } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

const FIRST = 'type Query {\n  products: [String!]!\n}\n';
const SECOND = 'type Query {\n  products: [String!]!\n  price: Int\n}\n';

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
  graph = `mono${count}`;
});
const publish = async (sdl: string) =>
  rover(['graph', 'publish', `${graph}@prod`, '--schema', await rover.file('schema.graphql', sdl)]);
const fetched = () => rover(['graph', 'fetch', `${graph}@prod`]);

(hasRover ? describe : describe.skip)('rover graph', () => {
  it('publishes the schema of a graph that is not federated, and fetches it', async () => {
    const first = await publish(FIRST);
    expect(first).toMatchObject({ code: 0 });
    const second = await publish(SECOND);
    expect(second.code).toBe(0);
    expect(second.text).toContain('Fields: +1');
    expect((await fetched()).stdout).toContain('price: Int');
  });

  it('says when nothing changed', async () => {
    await publish(FIRST);
    const { code, text } = await publish(FIRST);
    expect(code).toBe(0);
    expect(text).toContain('[No Changes]');
  });

  it.each([
    ['nonsense', 'type Query {', 'Syntax Error'],
    ['a type that is nowhere', 'type Query { a: Missing }', 'Unknown type'],
    ['no query', 'type Product { a: Int }', 'Query root type must be provided'],
  ])('refuses %s', async (_what, sdl, words) => {
    await publish(FIRST);
    const { code, text } = await publish(sdl);
    expect(code).toBe(1);
    expect(text).toContain(words);
    expect((await fetched()).stdout.trim()).toBe(FIRST.trim());
  });

  it('does not replace what is federated', async () => {
    const schema = await rover.file('products.graphql', PRODUCTS);
    const args = ['--name', 'p', '--schema', schema, '--routing-url', 'http://p.test'];
    await rover(['subgraph', 'publish', `${graph}@prod`, ...args]);
    const { code, text } = await publish(FIRST);
    expect(code).toBe(1);
    expect(text).toContain('is federated');
  });

  it('has no supergraph, and no subgraphs to list', async () => {
    await publish(FIRST);
    for (const command of ['supergraph fetch', 'subgraph list']) {
      const { code, text } = await rover([...command.split(' '), `${graph}@prod`]);
      expect(code).toBe(1);
      expect(text).toContain('E007');
    }
  });

  it('deletes a variant', async () => {
    await publish(FIRST);
    const { code } = await rover(['graph', 'delete', `${graph}@prod`, '--confirm']);
    expect(code).toBe(0);
    expect((await fetched()).code).toBe(1);
    expect((await rover(['graph', 'delete', `${graph}@prod`, '--confirm'])).code).toBe(1);
  });
});
