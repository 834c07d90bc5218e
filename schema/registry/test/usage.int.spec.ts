import { gzipSync } from 'node:zlib';
import { Report } from '@apollo/usage-reporting-protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PRODUCTS_WITH_PRICE } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';
import { type Ran, report, reportOf, sendReport } from './usage-reports.ts';

let registry: TestRegistry;
let graph: string;
let count = 0;
beforeAll(async () => {
  registry = await startTestRegistry({ MAX_REPORT_INFLATED_BYTES: '1000000', MAX_REPORT_BYTES: '100000' });
});
afterAll(() => registry.stop());

const SHOP = PRODUCTS_WITH_PRICE.replace('price: Int', 'price: Int\n  cost: Int @deprecated(reason: "See price.")');
beforeEach(async () => {
  count += 1;
  graph = `usage${count}`;
  const { errors } = await registry.ask(
    `mutation ($graph: ID!, $sdl: String!) { graph(id: $graph) { publishSubgraph(name: "products", url: "http://p.test",
       revision: "", graphVariant: "prod", activePartialSchema: { sdl: $sdl }) { wasCreated } } }`,
    { graph, sdl: SHOP },
  );
  expect(errors).toBeUndefined();
});

const PRICES: Ran = {
  ...{ name: 'Prices', query: 'query Prices{products{price}}', fields: { Query: ['products'], Product: ['price'] } },
  ...{ client: 'web', version: '7.1', requests: 12 },
};
const saw = (...ran: Ran[]) => report(registry.url(), ROOT_KEY, ran, { graphRef: `${graph}@prod` });
const saved = async (): Promise<unknown[]> =>
  (
    await registry.sql.query(
      `select name, client_name, client_version, sum(request_count)::int as requests
       from op_usage join operation using (graph_id, signature_hash)
       where graph_id = $1 group by 1, 2, 3 order by 1, 2, 3`,
      [graph],
    )
  ).rows.map((row) => Object.values(row).join(' '));
const send = (body: Uint8Array, key = ROOT_KEY) => sendReport(registry.url(), key, body);
const bodyOf = (graphRef: string, ...ran: Ran[]) => gzipSync(reportOf(ran, { graphRef }));

describe('usage reports', () => {
  it('are added up by operation, client, version and hour', async () => {
    await saw(PRICES, { ...PRICES, name: 'Other', client: '', version: '' });
    await saw({ ...PRICES, requests: 3 });
    await saw({ ...PRICES, version: '8', requests: 1 });
    expect(await saved()).toEqual(['Other   12', 'Prices web 7.1 15', 'Prices web 8 1']);
    const { rows } = await registry.sql.query('select distinct extract(minute from hour)::int as minute from op_usage');
    expect(rows).toEqual([{ minute: 0 }]);
  });

  it('count once, however often and at once they are sent', async () => {
    const body = bodyOf(`${graph}@prod`, PRICES);
    const replies = await Promise.all(Array.from({ length: 8 }, () => send(body)));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await replies[0]?.json()).toEqual({ tracesIgnored: true });
    expect(await saved()).toEqual(['Prices web 7.1 12']);
  });

  it('of many gateways at once are all counted', async () => {
    const ran = Array.from({ length: 50 }, (_, index): Ran => ({ ...PRICES, name: `Q${index}`, requests: 1 }));
    const at = Date.now();
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        report(registry.url(), ROOT_KEY, index % 2 ? ran : ran.toReversed(), {
          graphRef: `${graph}@prod`,
          endTime: new Date(at - index),
        }),
      ),
    );
    const { rows } = await registry.sql.query(
      'select count(*)::int as rows, sum(request_count)::int as requests from op_usage where graph_id = $1',
      [graph],
    );
    // Those of the first milliseconds of an hour may fall into two.
    expect(rows[0].requests).toBe(500);
  });

  it('count traces as requests, and leave out what could not be run', async () => {
    const body = Report.encode({
      header: { graphRef: `${graph}@prod` },
      tracesPerQuery: {
        '# Traced\nquery Traced{products{id}}': {
          trace: [{ clientName: 'a' }, { clientName: 'a' }, { clientName: 'b' }],
        },
        '## GraphQLParseFailure\n': { statsWithContext: [{ queryLatencyStats: { requestCount: 9 } }] },
      },
    }).finish();
    expect((await send(gzipSync(body))).status).toBe(200);
    expect(await saved()).toEqual(['Traced a  2', 'Traced b  1']);
  });

  it.each<[string, () => Promise<Response>, number]>([
    ['without a key that is known', () => send(bodyOf(`${graph}@prod`, PRICES), 'service:x:y'), 401],
    ['of a graph that is not there', () => send(bodyOf('nowhere@prod', PRICES)), 404],
    ['of a variant that is not there', () => send(bodyOf(`${graph}@elsewhere`, PRICES)), 404],
    ['of no graph', () => send(bodyOf('', PRICES)), 400],
    ['that are not compressed', () => send(reportOf([PRICES], { graphRef: `${graph}@prod` })), 400],
    ['that are no reports', () => send(gzipSync('hello')), 400],
    ['that are empty', () => send(new Uint8Array()), 400],
    ['that are too large', () => send(new Uint8Array(200_000)), 413],
    ['that grow too large', () => send(gzipSync(Buffer.alloc(50_000_000))), 400],
  ])('are refused %s', async (_what, sent, status) => {
    const reply = await sent();
    expect({ status: reply.status, text: await reply.text() }).toMatchObject({ status });
    expect(await saved()).toEqual([]);
  });

  it('are forgotten in time', async () => {
    await saw(PRICES);
    await registry.sql.query(`update op_usage set hour = hour - interval '91 days' where graph_id = $1`, [graph]);
    await registry.sql.query(`update operation set last_seen = last_seen - interval '91 days' where graph_id = $1`, [
      graph,
    ]);
    await saw({ ...PRICES, name: 'New' });
    await registry.restart();
    expect(await saved()).toEqual(['New web 7.1 12']);
  });
});

interface Usage {
  readonly graph: { readonly variant: { readonly fieldUsage: Page } };
}
interface Page {
  readonly nodes: readonly { coordinate: string; requests: number; lastClient: { name: string } | null }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describe('the usage of fields', () => {
  const ask = async (args: string): Promise<Page> => {
    const { data, errors } = await registry.ask<Usage>(
      `query ($graph: ID!) { graph(id: $graph) { variant(name: "prod") { fieldUsage${args} {
         nodes { coordinate requests lastClient { name version } } pageInfo { hasNextPage endCursor } } } } }`,
      { graph },
    );
    if (errors) throw new Error(errors[0]?.message);
    return data.graph.variant.fieldUsage;
  };
  const namesIn = ({ nodes }: Page) => nodes.map(({ coordinate }) => coordinate);

  it('names the last client, and what nobody asks for', async () => {
    await saw(PRICES, { ...PRICES, name: 'App', client: 'app', requests: 1 });
    const all = await ask('');
    expect(namesIn(all)).toEqual(['Product.cost', 'Product.id', 'Product.name', 'Product.price', 'Query.products']);
    expect(all.nodes[3]).toMatchObject({ requests: 13, lastClient: { name: 'web' } });
    expect(namesIn(await ask('(unusedOnly: true)'))).toEqual(['Product.cost', 'Product.id', 'Product.name']);
    expect(namesIn(await ask('(unusedOnly: true, deprecatedOnly: true)'))).toEqual(['Product.cost']);
  });

  it('comes in pages', async () => {
    const first = await ask('(first: 2)');
    expect({ names: namesIn(first), more: first.pageInfo.hasNextPage }).toEqual({
      names: ['Product.cost', 'Product.id'],
      more: true,
    });
    const rest = await ask(`(first: 3, after: "${first.pageInfo.endCursor}")`);
    expect({ names: namesIn(rest), more: rest.pageInfo.hasNextPage }).toEqual({
      names: ['Product.name', 'Product.price', 'Query.products'],
      more: false,
    });
    await expect(ask('(first: 501)')).rejects.toThrow('"first" is from 1 to 500');
  });
});
