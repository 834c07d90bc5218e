import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type Answer, aUser, eventually, testKeys, testTools } from '@cardstock/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { INTERNAL_HEADER, makeSubgraphClient, makeSubgraphServer, TIMEOUT_HEADER } from '../src/index.ts';

const SDL = `
  type Query { slow: Item fromNeighbour: String }
  type Mutation { slowly: Item }
  type Item { name: String detail: String }`;

/** Another subgraph, which answers when the test lets it. */
const startNeighbour = async () => {
  const asked: { request: IncomingMessage; response: ServerResponse; hasLeft: boolean }[] = [];
  let isOpen = false;
  const server = createServer((request, response) => {
    const call = { request, response, hasLeft: false };
    asked.push(call);
    response.on('close', () => {
      call.hasLeft = !response.writableFinished;
    });
    request.resume();
    if (isOpen) response.end('{"data":{"ok":"yes"}}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    asked,
    answerFromNowOn: () => {
      isOpen = true;
      for (const { response } of asked) response.end('{"data":{"ok":"yes"}}');
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const startShop = async () => {
  const [keys, neighbour] = [await testKeys(), await startNeighbour()];
  const tokens = await keys.tokensOf('order');
  const { log, metrics } = testTools('order');
  const client = makeSubgraphClient({ from: 'order', url: neighbour.url, tokens, log });
  let gate = Promise.withResolvers<void>();
  const details: string[] = [];
  const item = async (): Promise<{ name: string }> => {
    await gate.promise;
    return { name: 'card' };
  };
  const resolvers = {
    Query: {
      slow: item,
      fromNeighbour: async () => (await client.query<{ ok: string }>('{ ok }', {})).ok,
    },
    Mutation: { slowly: item },
    Item: { detail: ({ name }: { name: string }) => details[details.push(name) - 1] },
  };
  const schema = buildSubgraphSchema([{ typeDefs: parse(SDL), resolvers }]);
  const server = makeSubgraphServer({
    schema,
    tokens,
    contextFor: () => ({}),
    checkReadiness: async () => ({}),
    log,
    metrics,
  });
  const port = await server.listen('127.0.0.1', 0);
  const token = await (await keys.tokensOf('gateway')).sign(aUser());
  const ask = async (
    query: string,
    more: { ms?: number | string; signal?: AbortSignal } = {},
  ): Promise<Answer<unknown>> => {
    const reply = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [INTERNAL_HEADER]: token,
        ...(more.ms ? { [TIMEOUT_HEADER]: String(more.ms) } : {}),
      },
      body: JSON.stringify({ query }),
      ...(more.signal ? { signal: more.signal } : {}),
    });
    return (await reply.json()) as Answer<unknown>;
  };
  return {
    neighbour,
    details,
    ask,
    open: () => gate.resolve(),
    shut: () => {
      gate = Promise.withResolvers<void>();
    },
    stop: async () => {
      gate.resolve();
      await server.close();
      await client.close();
      await Promise.all([neighbour.close(), keys.remove()]);
    },
  };
};

let shop: Awaited<ReturnType<typeof startShop>>;
beforeAll(async () => {
  shop = await startShop();
});
afterEach(() => {
  shop.open();
  shop.details.length = 0;
  shop.neighbour.asked.length = 0;
});
afterAll(() => shop.stop());

describe('a request with a deadline', () => {
  it('is answered with SUBGRAPH_TIMEOUT when a read is not done by then, and no more work begins for it', async () => {
    shop.shut();
    const { data, errors } = await shop.ask('{ late: slow { detail } }', { ms: 50 });
    expect(data).toEqual({ late: null });
    expect(errors).toMatchObject([{ path: ['late'], extensions: { code: 'SUBGRAPH_TIMEOUT' } }]);
    shop.open();
    await shop.ask('{ slow { name } }');
    expect(shop.details).toEqual([]);
  });

  it('ends what it began for a mutation', async () => {
    shop.shut();
    const answer = shop.ask('mutation { slowly { detail } }', { ms: 50 });
    await shop.ask('{ slow { name } }', { ms: 100 });
    shop.open();
    expect(await answer).toEqual({ data: { slowly: { detail: 'card' } } });
  });

  it('tells the subgraphs that it asks in turn how much time is left', async () => {
    const answer = shop.ask('{ fromNeighbour }', { ms: 2_000 });
    await eventually(() => expect(shop.neighbour.asked).toHaveLength(1));
    const left = Number(shop.neighbour.asked[0]?.request.headers[TIMEOUT_HEADER]);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(2_000);
    expect((await answer).errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_TIMEOUT' } }]);
    await eventually(() => expect(shop.neighbour.asked[0]?.hasLeft).toBe(true));
  });

  it('takes a header that is no number as none', async () => {
    shop.open();
    const answer = await shop.ask('{ slow { name } }', { ms: 'soon' });
    expect(answer).toEqual({ data: { slow: { name: 'card' } } });
  });
});

describe('a caller that leaves', () => {
  it('ends what a read asks of others, and is not held against them', async () => {
    for (let left = 0; left < 6; left += 1) {
      const leaving = new AbortController();
      const answer = shop.ask('{ fromNeighbour }', { signal: leaving.signal });
      await eventually(() => expect(shop.neighbour.asked).toHaveLength(left + 1));
      leaving.abort();
      await expect(answer).rejects.toThrow();
      await eventually(() => expect(shop.neighbour.asked[left]?.hasLeft).toBe(true));
    }
    shop.neighbour.answerFromNowOn();
    expect(await shop.ask('{ fromNeighbour }')).toEqual({ data: { fromNeighbour: 'yes' } });
  });
});
