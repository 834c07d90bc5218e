import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PRODUCTS, PRODUCTS_WITH_PRICE, REVIEWS } from './schemas.ts';
import { startTestRegistry, type TestRegistry } from './test-registry.ts';

const PUBLISH = `mutation ($graph: ID!, $name: String!, $sdl: String!) { graph(id: $graph) { publishSubgraph(name: $name,
  url: "http://p.test", revision: "", activePartialSchema: { sdl: $sdl }, graphVariant: "prod") { updatedGateway } } }`;
const LAUNCHES = `query ($graph: ID!, $first: Int! = 20, $after: ID) { graph(id: $graph) { variant(name: "prod") {
  launches(first: $first, after: $after) { id status cause rolledBackTo previousId actor } } } }`;
const ROLLBACK = `mutation ($graph: ID!, $to: ID!) { graph(id: $graph) { variant(name: "prod") {
  rollback(toLaunchId: $to, gitContext: { message: "it broke" }) { wasRolledBack launch { id cause rolledBackTo } } } } }`;
const SERVED = `query ($graph: ID!) { graph(id: $graph) { variant(name: "prod") { latestPublication { schema { document } }
  subgraphs { name activePartialSchema { sdl } } } } }`;

interface Launch {
  readonly id: string;
  readonly status: string;
  readonly cause: string;
  readonly previousId: string | null;
}

let registry: TestRegistry;
let graph: string;
let count = 0;
beforeAll(async () => {
  registry = await startTestRegistry({ BROKEN_PUBLICATION: 'store' });
});
afterAll(() => registry.stop());
beforeEach(() => {
  count += 1;
  graph = `shop${count}`;
});

const publish = (sdl: string, name = 'products') => registry.ask(PUBLISH, { graph, name, sdl });
const launches = async (more: Record<string, unknown> = {}): Promise<readonly Launch[]> => {
  const { data } = await registry.ask<{ graph: { variant: { launches: Launch[] } } }>(LAUNCHES, { graph, ...more });
  return data.graph.variant.launches;
};
const rollBack = async (to: string | undefined) =>
  registry.ask<{ graph: { variant: { rollback: unknown } } }>(ROLLBACK, { graph, to });
const served = async (): Promise<string> => JSON.stringify(await registry.ask(SERVED, { graph }));

describe('rolling back', () => {
  it('serves an earlier launch again, as a new one, with its subgraphs', async () => {
    await publish(PRODUCTS);
    const before = await served();
    const [first] = await launches();
    await publish(PRODUCTS_WITH_PRICE);
    await publish(REVIEWS, 'reviews');
    expect(await served()).not.toBe(before);
    const { data } = await rollBack(first?.id);
    expect(data.graph.variant.rollback).toMatchObject({
      wasRolledBack: true,
      launch: { cause: 'ROLLBACK', rolledBackTo: first?.id },
    });
    expect(await served()).toBe(before);
    expect((await launches()).map(({ cause }) => cause)).toEqual(['ROLLBACK', 'PUBLISH', 'PUBLISH', 'PUBLISH']);
    const { rows } = await registry.sql.query(
      `select subgraph, kind from subgraph_publication where graph_id = $1 order by created_at desc, subgraph limit 2`,
      [graph],
    );
    expect(rows).toEqual([
      { subgraph: 'products', kind: 'ROLLED_BACK' },
      { subgraph: 'reviews', kind: 'DELETED' },
    ]);
  });

  it('changes nothing the second time', async () => {
    await publish(PRODUCTS);
    const [first] = await launches();
    await publish(PRODUCTS_WITH_PRICE);
    await rollBack(first?.id);
    expect((await rollBack(first?.id)).data.graph.variant.rollback).toMatchObject({ wasRolledBack: false });
    expect(await launches()).toHaveLength(3);
  });

  it('mends what did not compose', async () => {
    await publish(PRODUCTS);
    const [first] = await launches();
    await publish(PRODUCTS.replace('String!', 'Missing!'));
    const [broken] = await launches();
    expect(broken).toMatchObject({ status: 'FAILED', previousId: first?.id });
    expect((await rollBack(broken?.id)).errors?.[0]).toMatchObject({
      message: expect.stringContaining('did not compose'),
    });
    expect((await rollBack(first?.id)).data.graph.variant.rollback).toMatchObject({ wasRolledBack: true });
    expect((await launches())[0]).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each(['00000000-0000-7000-8000-000000000000', 'nonsense'])('knows no launch %s', async (id) => {
    await publish(PRODUCTS);
    expect((await rollBack(id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('launches', () => {
  it('are told page by page, newest first', async () => {
    await publish(PRODUCTS);
    await publish(PRODUCTS_WITH_PRICE);
    await publish(REVIEWS, 'reviews');
    const all = await launches();
    const [one] = await launches({ first: 1 });
    expect([one, ...(await launches({ after: one?.id }))]).toEqual(all);
    expect((await registry.ask(LAUNCHES, { graph, first: 101 })).errors?.[0]?.message).toContain('between 1 and 100');
    expect((await registry.ask(LAUNCHES, { graph, after: 'x' })).errors?.[0]?.message).toContain('no id of a launch');
  });
});
