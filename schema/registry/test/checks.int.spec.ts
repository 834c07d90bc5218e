import { newId } from '@cardstock/contracts';
import { eventually } from '@cardstock/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PRODUCTS_WITH_PRICE } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';
import { report } from './usage-reports.ts';

let registry: TestRegistry;
let graph: string;
let count = 0;
beforeAll(async () => {
  registry = await startTestRegistry();
});
afterAll(() => registry.stop());

const WITHOUT_PRICE = PRODUCTS_WITH_PRICE.replace('  price: Int\n', '');
beforeEach(async () => {
  count += 1;
  graph = `checked${count}`;
  await registry.ask(
    `mutation ($graph: ID!, $sdl: String!) { graph(id: $graph) { publishSubgraph(name: "products", url: "http://p.test",
       revision: "", graphVariant: "prod", activePartialSchema: { sdl: $sdl }) { wasCreated } } }`,
    { graph, sdl: PRODUCTS_WITH_PRICE },
  );
});

const NOTHING = { branch: null, commit: null, committer: null, message: null, remoteUrl: null };
interface Submitted {
  readonly __typename: string;
  readonly workflowID: string;
  readonly message: string;
}
const submit = async (input: object = {}, key = ROOT_KEY): Promise<Submitted> => {
  const { data } = await registry.ask<{ graph: { variant: { submitSubgraphCheckAsync: Submitted } } }>(
    `mutation ($graph: ID!, $input: SubgraphCheckAsyncInput!) { graph(id: $graph) { variant(name: "prod") {
       submitSubgraphCheckAsync(input: $input) { __typename ... on CheckRequestSuccess { workflowID }
         ... on InvalidInputError { message } ... on PermissionError { message } } } } }`,
    {
      graph,
      input: {
        ...{ graphRef: `${graph}@prod`, subgraphName: 'products', proposedSchema: WITHOUT_PRICE, isSandbox: false },
        ...{ gitContext: NOTHING, config: { from: null, to: null }, ...input },
      },
    },
    key,
  );
  return data.graph.variant.submitSubgraphCheckAsync;
};
interface Workflow {
  readonly status: string;
  readonly tasks: readonly { status: string; result: { errors: { message: string; code: string }[] } }[];
}
const workflow = async (id: string) => {
  const { data, errors } = await registry.ask<{ graph: { checkWorkflow: Workflow | null } }>(
    `query ($graph: ID!, $id: ID!) { graph(id: $graph) { checkWorkflow(id: $id) { status tasks { status
       ... on CompositionCheckTask { result { errors { message code } } } } } } }`,
    { graph, id },
  );
  return { found: data.graph.checkWorkflow, errors };
};
const checks = async (): Promise<number> =>
  (await registry.sql.query('select from check_workflow where graph_id = $1', [graph])).rowCount ?? 0;
const sawPrices = () =>
  report(
    registry.url(),
    ROOT_KEY,
    [{ name: 'P', query: 'query P{products{price}}', fields: { Product: ['price'], Query: ['products'] } }],
    { graphRef: `${graph}@prod` },
  );

describe('a check', () => {
  it('that is asked for again, as Rover does when it hears nothing, is the same', async () => {
    const ids = new Set<string>();
    for (let times = 0; times < 3; times += 1) ids.add((await submit()).workflowID);
    expect({ ids: ids.size, checks: await checks() }).toEqual({ ids: 1, checks: 1 });
  });

  it('is done anew when traffic came, when the graph changed, and for another proposal', async () => {
    const first = await submit();
    expect((await workflow(first.workflowID)).found?.status).toBe('PASSED');
    await sawPrices();
    const second = await submit();
    expect((await workflow(second.workflowID)).found?.status).toBe('FAILED');
    await submit({ proposedSchema: PRODUCTS_WITH_PRICE });
    expect(await checks()).toBe(3);
  });

  const leftBehind = async (age: string): Promise<string> => {
    const id = newId();
    await registry.sql.query(
      `insert into check_workflow (id, graph_id, variant, subgraph, kind, status, proposed_schema, input, actor, created_at)
       values ($1, $2, 'prod', 'products', 'SUBGRAPH', 'PENDING', $3, '{}', 'root', now() - $4::interval)`,
      [id, graph, WITHOUT_PRICE, age],
    );
    return id;
  };
  const over = (id: string) => eventually(async () => expect((await workflow(id)).found?.status).not.toBe('PENDING'));

  it('that a process left behind is finished by the next one', async () => {
    const id = await leftBehind('10 seconds');
    await registry.restart();
    await eventually(async () => {
      const { rows } = await registry.sql.query('select status from check_workflow where id = $1', [id]);
      expect(rows).toEqual([{ status: 'PASSED' }]);
    });
  });

  it('that another process left behind is finished when somebody asks for it', async () => {
    const id = await leftBehind('10 seconds');
    await over(id);
    expect((await workflow(id)).found?.status).toBe('PASSED');
  });

  it('that was left behind for too long ends with a reason', async () => {
    const id = await leftBehind('11 minutes');
    await over(id);
    const { found } = await workflow(id);
    expect(found).toMatchObject({ status: 'FAILED', tasks: [{ result: { errors: [{ code: 'CHECK_INTERRUPTED' }] } }] });
  });

  it('that nobody knows is an error, so that nobody asks on and on', async () => {
    const { found, errors } = await workflow(newId());
    expect({ found, code: errors?.[0]?.extensions.code }).toEqual({ found: null, code: 'NOT_FOUND' });
    expect((await workflow('not an id')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('is refused where it makes no sense', async () => {
    expect((await submit({ subgraphName: 'no name' })).__typename).toBe('InvalidInputError');
    expect((await submit({ graphRef: 'other@prod' })).message).toContain('other@prod');
    expect((await submit({ config: { queryCountThreshold: -1 } })).__typename).toBe('InvalidInputError');
    expect(await checks()).toBe(0);
  });

  it('leaves its operations alone where the proposal does not compose', async () => {
    const { workflowID } = await submit({ proposedSchema: 'type Query { a: Nothing }' });
    const { found } = await workflow(workflowID);
    expect(found?.tasks.map(({ status }) => status)).toEqual(['FAILED', 'BLOCKED']);
  });
});
