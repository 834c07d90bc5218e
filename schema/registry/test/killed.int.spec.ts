import { freePort } from '@cardstock/local/ports';
import { eventually, type StartedProgram, startProgram } from '@cardstock/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PRODUCTS, PRODUCTS_WITH_PRICE } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

const PUBLISH = `mutation ($sdl: String!) { graph(id: "shop") { publishSubgraph(name: "products", url: "http://p.test",
  revision: "", activePartialSchema: { sdl: $sdl }, graphVariant: "prod") { wasCreated wasUpdated updatedGateway } } }`;
const STATE = `{ graph(id: "shop") { variant(name: "prod") { subgraphs { activePartialSchema { sdl } }
  latestApprovedLaunch { build { result { ... on BuildSuccess { coreSchema { coreDocument } } } } } } } }`;

/** Shares its database with the one that is killed. */
let beside: TestRegistry;
let program: StartedProgram;
let port: number;
const start = async (): Promise<void> => {
  program = startProgram('schema/registry/dist/main.js', {
    ...beside.environment,
    PORT: String(port),
    LOG_LEVEL: 'info',
  });
  await program.hasPrinted('listening');
};
beforeEach(async () => {
  beside = await startTestRegistry();
  port = await freePort();
  await start();
});
afterEach(async () => {
  await program.interrupt();
  await beside.stop();
});

const ask = async (query: string, variables: Record<string, unknown> = {}) => {
  const reply = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': ROOT_KEY },
    body: JSON.stringify({ query, variables }),
  });
  return (await reply.json()) as { data: unknown };
};
const publish = (sdl: string) => ask(PUBLISH, { sdl });
const hasPrice = async (): Promise<readonly boolean[]> => {
  const state = JSON.stringify(await ask(STATE));
  const [subgraph = '', supergraph = ''] = state.split('latestApprovedLaunch');
  expect(supergraph).toContain('join__Graph');
  return [subgraph.includes('price: Int'), supergraph.includes('price: Int')];
};

/** Keeps a publication in the middle of its transaction, until it is let go. */
const holdUp = async () => {
  const holder = new pg.Client({ connectionString: beside.environment.DATABASE_URL });
  await holder.connect();
  await holder.query('begin');
  await holder.query('lock table subgraph_publication in share mode');
  const isWaiting = `select from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into subgraph_publication%'`;
  return {
    somebodyWaits: () => eventually(async () => expect((await beside.sql.query(isWaiting)).rowCount).toBe(1)),
    nobodyWaits: () => eventually(async () => expect((await beside.sql.query(isWaiting)).rowCount).toBe(0)),
    letGo: async () => {
      await holder.query('rollback');
      await holder.end();
    },
  };
};

describe('a registry that is killed', () => {
  it('in the middle of a publication has published nothing, and publishes it when it is told again', async () => {
    await publish(PRODUCTS);
    const hold = await holdUp();
    const lost = publish(PRODUCTS_WITH_PRICE).then(
      () => 'answered',
      () => 'lost',
    );
    await hold.somebodyWaits();
    process.kill(program.pid, 'SIGKILL');
    expect(await lost).toBe('lost');
    await program.ended;
    await hold.letGo();
    await hold.nobodyWaits();
    await start();
    expect(await hasPrice()).toEqual([false, false]);
    expect(await publish(PRODUCTS_WITH_PRICE)).toMatchObject({
      data: { graph: { publishSubgraph: { wasUpdated: true } } },
    });
    expect(await hasPrice()).toEqual([true, true]);
  });

  it('after a publication knows it, and takes the same again for nothing new', async () => {
    await publish(PRODUCTS);
    await publish(PRODUCTS_WITH_PRICE);
    process.kill(program.pid, 'SIGKILL');
    await program.ended;
    await start();
    expect(await hasPrice()).toEqual([true, true]);
    expect(await publish(PRODUCTS_WITH_PRICE)).toEqual({
      data: { graph: { publishSubgraph: { wasCreated: false, wasUpdated: false, updatedGateway: false } } },
    });
  });
});

describe('two registries on one database', () => {
  it('publish to one variant one after the other, and lose nothing', async () => {
    const publishAs = (registry: 'one' | 'other', name: string) => {
      const variables = { sdl: `type Query { ${name}: Int }`, name };
      const query = PUBLISH.replace('$sdl: String!', '$sdl: String!, $name: String!').replace(
        'name: "products"',
        'name: $name',
      );
      return registry === 'one' ? ask(query, variables) : beside.ask(query, variables);
    };
    const names = Array.from({ length: 8 }, (_, index) => `s${index}`);
    await publishAs('one', 'base');
    const answers = await Promise.all(names.map((name, index) => publishAs(index % 2 ? 'one' : 'other', name)));
    for (const answer of answers)
      expect(answer).toMatchObject({
        data: { graph: { publishSubgraph: { wasCreated: true, updatedGateway: true } } },
      });
    const state = JSON.stringify(await ask(STATE));
    for (const name of names) expect(state.split('latestApprovedLaunch')[1]).toContain(`${name}: Int`);
    const { rows } = await beside.sql.query<{ id: string; previous_id: string }>('select id, previous_id from launch');
    // Every launch builds on the one before: a chain without a fork.
    expect(new Set(rows.map(({ previous_id }) => previous_id)).size).toBe(names.length + 1);
  });
});
