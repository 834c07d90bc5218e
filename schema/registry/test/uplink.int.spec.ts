import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PRODUCTS, PRODUCTS_WITH_PRICE, REVIEWS } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

/** Word by word what `@apollo/gateway` sends. */
const QUERY = `#graphql
    query SupergraphSdl($apiKey: String!, $ref: String!, $ifAfterId: ID) {
      routerConfig(ref: $ref, apiKey: $apiKey, ifAfterId: $ifAfterId) {
        __typename
        ... on RouterConfigResult { id supergraphSdl: supergraphSDL minDelaySeconds }
        ... on FetchError { code message }
      }
    }`;
const PUBLISH = `mutation ($sdl: String!, $name: String!) { graph(id: "shop") { publishSubgraph(name: $name, url: "http://s.test",
  revision: "", activePartialSchema: { sdl: $sdl }, graphVariant: "prod") { wasCreated wasUpdated } } }`;

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startTestRegistry({ UPLINK_POLL_SECONDS: '7' });
});
afterAll(() => registry.stop());

const poll = async (variables: Record<string, unknown>) => {
  const reply = await fetch(`${registry.url()}/uplink`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'apollographql-client-name': '@apollo/gateway' },
    body: JSON.stringify({
      query: QUERY,
      variables: { ref: 'shop@prod', apiKey: ROOT_KEY, ifAfterId: null, ...variables },
    }),
  });
  expect(reply.status).toBe(200);
  const body = (await reply.json()) as { data: { routerConfig: Record<string, unknown> } };
  expect(body).not.toHaveProperty('errors');
  return body.data.routerConfig;
};
const publish = (sdl: string, name = 'products') => registry.ask(PUBLISH, { sdl, name });

describe('uplink', () => {
  it.each([
    [{}, 'UNKNOWN_REF'],
    [{ ref: 'no ref at all' }, 'UNKNOWN_REF'],
    [{ apiKey: 'service:shop:wrong' }, 'AUTHENTICATION_FAILED'],
    [{ apiKey: '' }, 'AUTHENTICATION_FAILED'],
  ])('refuses %j with %s', async (variables, code) => {
    expect(await poll(variables)).toEqual({ __typename: 'FetchError', code, message: expect.any(String) });
  });

  it('gives a launch once, and the next one under another id', async () => {
    await publish(PRODUCTS);
    const first = await poll({});
    expect(first).toMatchObject({ __typename: 'RouterConfigResult', minDelaySeconds: 7 });
    expect(first['supergraphSdl']).toContain('join__Graph');
    expect(await poll({ ifAfterId: first['id'] })).toEqual({ __typename: 'Unchanged' });
    await publish(PRODUCTS_WITH_PRICE);
    const second = await poll({ ifAfterId: first['id'] });
    expect(second['supergraphSdl']).toContain('price: Int');
    expect(second['id']).not.toBe(first['id']);
  });

  it('keeps the launch where a publication changes nothing, or is refused', async () => {
    await publish(PRODUCTS);
    const { id } = await poll({});
    await publish(PRODUCTS);
    await publish('type Query {');
    expect(await poll({ ifAfterId: id })).toEqual({ __typename: 'Unchanged' });
  });

  it('survives a restart of the registry', async () => {
    await publish(PRODUCTS);
    const { id } = await poll({});
    await registry.restart();
    expect(await poll({ ifAfterId: id })).toEqual({ __typename: 'Unchanged' });
    expect(await poll({})).toMatchObject({ id, supergraphSdl: expect.stringContaining('join__Graph') });
  });

  it('never gives what did not compose', async () => {
    await publish(REVIEWS, 'reviews');
    const { id } = await poll({});
    await publish(REVIEWS.replace('[String!]!', '[Nothing!]!'), 'reviews');
    expect(await poll({ ifAfterId: id })).toEqual({ __typename: 'Unchanged' });
  });
});
