import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform({ MAX_VALUES: '1000' });
});
afterAll(() => platform.close());

interface Sent {
  readonly body: object;
  readonly headers?: Record<string, string>;
}

const send = async ({ body, headers = {} }: Sent) => {
  const reply = await fetch(platform.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const {
    date: _date,
    'x-request-id': _id,
    'ratelimit-remaining': _left,
    'ratelimit-reset': _reset,
    ...others
  } = Object.fromEntries(reply.headers);
  return { status: reply.status, headers: others, body: await reply.text() };
};

const SEARCH = 'query Search($first: Int!) { search(first: $first) { number } }';
const MUTATION = 'mutation ($sku: ID!) { placeOrder(sku: $sku) { __typename } }';

describe('a document that the gateway has seen', () => {
  it.each<[string, Sent]>([
    ['a query', { body: { query: '{ order(id: "o1") { number lines { variant { title } } } }' } }],
    ['introspection', { body: { query: '{ __schema { queryType { name } } }' } }],
    ['variables', { body: { query: SEARCH, variables: { first: 2 } } }],
    ['variables of the wrong type', { body: { query: SEARCH, variables: { first: 'many' } } }],
    ['variables that are missing', { body: { query: SEARCH, variables: null } }],
    ['too much', { body: { query: SEARCH, variables: { first: 100_000 } } }],
    ['a mutation', { body: { query: MUTATION, variables: { sku: 'A' } } }],
    [
      'a key that cannot be one',
      { body: { query: MUTATION, variables: { sku: 'A' } }, headers: { 'idempotency-key': 'x' } },
    ],
    ['a subscription', { body: { query: 'subscription { ticks(upTo: 1) }' } }],
    ['an operation of several', { body: { query: 'query A { viewer } query B { broken }', operationName: 'B' } }],
    ['no operation of several', { body: { query: 'query A { viewer } query B { broken }' } }],
    [
      'an operation that is not there',
      { body: { query: 'query A { viewer } query B { broken }', operationName: 'C' } },
    ],
    ['an error of a subgraph', { body: { query: '{ secret order(id: "o1") { number } }' } }],
    ['a defect of a subgraph', { body: { query: '{ broken }' } }],
    ['a token that is none', { body: { query: '{ viewer }' }, headers: { authorization: 'Bearer a.b.c' } }],
    [
      'another media type wanted',
      { body: { query: '{ viewer }' }, headers: { accept: 'application/graphql-response+json' } },
    ],
    ['no media type that there is', { body: { query: '{ viewer }' }, headers: { accept: 'image/png' } }],
    ['extensions', { body: { query: '{ viewer }', extensions: { a: 1 } } }],
    ['variables that are a list', { body: { query: SEARCH, variables: [] } }],
    ['an operation name that is no text', { body: { query: '{ viewer }', operationName: 1 } }],
    ['a batch', { body: [{ query: '{ viewer }' }] }],
    [
      'a persisted query',
      { body: { query: '{ viewer }', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } } },
    ],
  ])('is answered as before: %s', async (_name, sent) => {
    // The first time goes through Apollo Server, which the gateway learns from.
    const [first, second] = [await send(sent), await send(sent)];
    expect(second).toEqual(first);
    expect(await send({ ...sent, headers: { accept: '*/*', ...sent.headers } })).toEqual(first);
  });

  it('is answered in the name of who asks', async () => {
    const query = '{ viewer }';
    const [nobody, ada] = [await platform.ask({ query }), await platform.ask({ query }, await platform.jwks.token({}))];
    expect(nobody.data).toEqual({ viewer: 'anonymous' });
    expect(ada.data).toEqual({ viewer: 'ada CUSTOMER ' });
  });
});
