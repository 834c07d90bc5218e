import { newId } from '@cardstock/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover, type Rover } from './rover.ts';
import { PRODUCTS_WITH_PRICE, REVIEWS } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';
import { type Ran, report } from './usage-reports.ts';

const SHOP = PRODUCTS_WITH_PRICE.replace('  products: [Product!]!', '  products(limit: Int): [Product!]!');
const WITHOUT_PRICE = SHOP.replace('  price: Int\n', '');
const WITH_WEIGHT = SHOP.replace('  price: Int\n', '  price: Int\n  weight: Int\n');
const PRICES: Ran = {
  ...{
    name: 'Prices',
    query: 'query Prices{products{id price}}',
    fields: { Product: ['id', 'price'], Query: ['products'] },
  },
  ...{ client: 'web', version: '7.1', requests: 12 },
};
const NAMES: Ran = { name: 'Names', query: 'query Names{products{id name}}', client: 'app', version: '2', requests: 3 };

const TABLE = /[│┆\s]+/g;

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

const publish = async (name: string, sdl: string) => {
  const schema = await rover.file(`${name}.graphql`, sdl);
  const target = ['subgraph', 'publish', `${graph}@prod`, '--name', name, '--schema', schema];
  const { code, text } = await rover([...target, '--routing-url', `http://${name}.test/graphql`]);
  if (code !== 0) throw new Error(text);
};
const check = async (sdl: string, ...more: string[]) => {
  const schema = await rover.file('proposal.graphql', sdl);
  return rover(['subgraph', 'check', `${graph}@prod`, '--name', 'products', '--schema', schema, ...more]);
};
const saw = (...ran: Ran[]) => report(registry.url(), ROOT_KEY, ran, { graphRef: `${graph}@prod` });
const sawAt = (endTime: Date, ...ran: Ran[]) =>
  report(registry.url(), ROOT_KEY, ran, { graphRef: `${graph}@prod`, endTime });

beforeEach(async () => {
  count += 1;
  graph = `traffic${count}`;
  await publish('products', SHOP);
});

(hasRover ? describe : describe.skip)('rover subgraph check', () => {
  it('fails with a removed field that a client uses, and names operation, client and version', async () => {
    await saw(PRICES, NAMES);
    const { code, stdout, stderr } = await check(WITHOUT_PRICE);
    expect({ code, names: stderr.match(/error\[E\d+\]: .* (operation) checks? to fail/)?.[1] }).toEqual({
      code: 1,
      names: 'operation',
    });
    expect(stdout).toContain('Operation Check [FAILED]');
    expect(stdout).toContain('Compared 1 schema changes against 2 operations.');
    const words = stdout.replace(TABLE, ' ');
    expect(words).toContain('FAIL FIELD_REMOVED');
    expect(words).toMatch(/Prices \(web@7\.1, 12 requests\)/);
    expect(words).not.toContain('Names (');
    expect(stdout).toContain(`http://localhost:4010/graph/${graph}/check/`);
  });

  it('passes with a removed field that nobody uses, with a notice', async () => {
    await saw(NAMES);
    const { code, stdout } = await check(WITHOUT_PRICE);
    expect(code).toBe(0);
    expect(stdout).toContain('Operation Check [PASSED]');
    expect(stdout.replace(TABLE, ' ')).toMatch(/PASS FIELD_REMOVED .*No known operation uses it/);
  });

  it('passes what is new, and what is not new', async () => {
    await saw(PRICES);
    expect((await check(WITH_WEIGHT)).stdout.replace(TABLE, ' ')).toContain('PASS FIELD_ADDED');
    const same = await check(SHOP);
    expect({ code: same.code, text: same.stdout.includes('There were no changes detected') }).toEqual({
      code: 0,
      text: true,
    });
  });

  it('fails with what does not compose, and with what is no GraphQL', async () => {
    const missing = await check(SHOP.replace('price: Int', 'price: Money'));
    expect({ code: missing.code, text: missing.stderr }).toMatchObject({
      code: 1,
      text: expect.stringContaining('error[E029]'),
    });
    expect(missing.stderr).toContain('Money');
    const broken = await check('type Query {');
    expect({ code: broken.code, text: broken.stderr }).toMatchObject({
      code: 1,
      text: expect.stringContaining('INVALID_GRAPHQL'),
    });
  });

  it('composes with the subgraphs of the others', async () => {
    await publish('reviews', REVIEWS);
    const { code, stderr } = await check(SHOP.replace('@key(fields: "id")', '@key(fields: "name")'));
    expect(code).toBe(1);
    expect(stderr).toContain('error[E029]');
  });

  it('fails with lint that is new, and only then', async () => {
    const { code, stdout, stderr } = await check(SHOP.replace('price: Int', 'price: Int\n  Bad_Name: Int'));
    expect(code).toBe(1);
    expect(stdout).toContain('Linter Check [FAILED]');
    expect(stdout).toContain('Product.Bad_Name');
    expect(stderr).toContain('linter');
  });

  it('does not wait in the background, and the result is there to read', async () => {
    await saw(PRICES);
    const { code, stdout } = await check(WITHOUT_PRICE, '--background');
    expect(code).toBe(0);
    const id = /workflow ID: (\S+)/.exec(stdout)?.[1];
    const { data } = await registry.ask<{
      graph: { checkWorkflow: { status: string; tasks: { targetURL: string }[] } };
    }>(
      'query ($graph: ID!, $id: ID!) { graph(id: $graph) { checkWorkflow(id: $id) { status tasks { targetURL } } } }',
      { graph, id },
    );
    expect(data.graph.checkWorkflow.status).toBe('FAILED');
    expect(data.graph.checkWorkflow.tasks[0]?.targetURL).toBe(`http://localhost:4010/graph/${graph}/check/${id}`);
  });

  it('counts only what was run often enough, lately enough', async () => {
    await saw(PRICES);
    expect((await check(WITHOUT_PRICE, '--query-count-threshold', '13')).code).toBe(0);
    expect((await check(WITHOUT_PRICE, '--query-count-threshold', '12')).code).toBe(1);
    const twoHours = new Date(Date.now() - 2 * 3_600_000);
    await sawAt(twoHours, { ...NAMES, query: 'query Limits{products(limit:0){id}}', name: 'Limits' });
    const withoutLimit = SHOP.replace('(limit: Int)', '');
    expect((await check(withoutLimit, '--validation-period', '59m')).code).toBe(0);
    expect((await check(withoutLimit, '--validation-period', '1d')).code).toBe(1);
  });

  it('leaves out what the settings of the graph exclude', async () => {
    await saw(PRICES);
    const update = `mutation ($graph: ID!, $settings: CheckSettingsInput!) {
      graph(id: $graph) { updateCheckSettings(settings: $settings) { excludedClients { name version } queryCountThreshold } } }`;
    const excluded = await registry.ask(update, {
      graph,
      settings: { excludedClients: [{ name: 'web', version: '7.1' }] },
    });
    expect(excluded).toEqual({
      data: {
        graph: { updateCheckSettings: { excludedClients: [{ name: 'web', version: '7.1' }], queryCountThreshold: 1 } },
      },
    });
    expect((await check(WITHOUT_PRICE)).code).toBe(0);
    await registry.ask(update, { graph, settings: { excludedOperationNames: [{ name: 'Prices' }] } });
    expect((await check(WITHOUT_PRICE)).code).toBe(0);
    await registry.ask(update, { graph, settings: {} });
    expect((await check(WITHOUT_PRICE)).code).toBe(1);
  });

  it('always counts trusted documents', async () => {
    const listId = newId();
    await registry.sql.query(
      `insert into persisted_query_list (id, graph_id, variant, name, created_at) values ($1, $2, 'prod', 'clients', now())`,
      [listId, graph],
    );
    await registry.sql.query(
      `insert into persisted_query (list_id, id, client_name, name, type, body, published_at)
       values ($1, 'abc', 'till', 'TillPrices', 'QUERY', 'query TillPrices { products { cost: price } }', now())`,
      [listId],
    );
    const { code, stdout } = await check(WITHOUT_PRICE);
    expect(code).toBe(1);
    expect(stdout.replace(TABLE, ' ')).toMatch(/TillPrices \(trusted document; till\)/);
  });

  it('keeps who asked, with the git context', async () => {
    await check(WITH_WEIGHT);
    const { rows } = await registry.sql.query(
      'select kind, status, subgraph, actor, git_context from check_workflow where graph_id = $1',
      [graph],
    );
    expect(rows).toEqual([
      {
        ...{ kind: 'SUBGRAPH', status: 'PASSED', subgraph: 'products', actor: 'root' },
        git_context: expect.objectContaining({ branch: 'main', committer: 'Ada <ada@cardstock.test>' }),
      },
    ]);
  });

  it('knows no other graph, and a key that may not', async () => {
    const schema = await rover.file('proposal.graphql', SHOP);
    const elsewhere = await rover(['subgraph', 'check', 'nowhere@prod', '--name', 'products', '--schema', schema]);
    expect({ code: elsewhere.code, text: elsewhere.text }).toMatchObject({
      code: 1,
      text: expect.stringContaining('error[E010]'),
    });
    const stranger = await rover(['subgraph', 'check', `${graph}@prod`, '--name', 'products', '--schema', schema], {
      env: { APOLLO_KEY: `service:${graph}:unknown` },
    });
    expect({ code: stranger.code, text: stranger.text }).toMatchObject({
      code: 1,
      text: expect.stringContaining('unknown API key'),
    });
  });
});
