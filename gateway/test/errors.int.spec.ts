import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPlatform, type TestPlatform } from './platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform({
    MAX_BODY_BYTES: '20000',
    MAX_TOKENS: '500',
    CORS_ORIGINS: 'https://shop.example, http://localhost:5173',
  });
});
afterAll(() => platform.close());

const send = async (body: string, headers: Record<string, string> = {}) => {
  const reply = await fetch(platform.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const answer = (await reply.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: reply.status, codes: answer.errors?.map(({ extensions }) => extensions.code), answer };
};
const ask = (query: string, variables?: object) => send(JSON.stringify({ query, variables }));

/** Fragments of which each spreads the next one twice. */
const unfolding = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => `fragment F${level} on Order { ...F${level + 1} ...F${level + 1} }`)
    .concat(`fragment F${levels} on Order { id }`)
    .join(' ');

describe('a bad request', () => {
  it.each([
    ['malformed GraphQL', '{ order(id: ', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a wrong argument type', '{ search(first: "many") { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an empty document', '', 'BAD_REQUEST'],
    ['several operations without a name', 'query A { viewer } query B { viewer }', 'OPERATION_RESOLUTION_FAILURE'],
    ['a subscription over HTTP', 'subscription { ticks(upTo: 1) }', 'BAD_REQUEST'],
    ['too many tokens', `{ ${'viewer '.repeat(600)} }`, 'GRAPHQL_PARSE_FAILED'],
  ])('with %s has status 400 and a stable code', async (_name, query, code) => {
    const { status, codes } = await ask(query);
    expect({ status, codes }).toEqual({ status: 400, codes: [code] });
  });

  it('with a variable of the wrong type is BAD_USER_INPUT', async () => {
    const { status, codes } = await ask('query ($first: Int!) { search(first: $first) { id } }', { first: 'many' });
    expect({ status, codes }).toEqual({ status: 400, codes: ['BAD_USER_INPUT'] });
  });

  it.each([
    ['21 fields at the top', `{ ${Array.from({ length: 21 }, (_, index) => `a${index}: viewer`).join(' ')} }`],
    ['fragments that unfold to 2^12 fields', `{ search(first: 1) { ...F0 } } ${unfolding(12)}`],
    ['lists in lists in lists', `{ search(first: 100) { ${'lines { variant { product { name } } }'.repeat(20)} } }`],
  ])('for too much, with %s, is refused before any subgraph is asked', async (_name, query) => {
    const asked = platform.subgraphs.order.requests.length;
    const { status, codes } = await ask(query);
    expect({ status, codes }).toEqual({ status: 400, codes: ['OPERATION_TOO_LARGE'] });
    expect(platform.subgraphs.order.requests).toHaveLength(asked);
  });

  it('to remember a document under a hash that is not its own is refused', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'not the hash of it' } };
    expect(await send(JSON.stringify({ query: '{ viewer }', extensions }))).toMatchObject({
      status: 400,
      codes: ['BAD_REQUEST'],
    });
  });

  it.each([
    ['malformed JSON', '{"query": ', 400, 'BAD_REQUEST'],
    ['a batch', '[{"query":"{ viewer }"},{"query":"{ viewer }"}]', 400, 'BAD_REQUEST'],
    ['a body beyond the limit', JSON.stringify({ query: `#${'x'.repeat(30_000)}` }), 413, 'PAYLOAD_TOO_LARGE'],
  ])('with %s is refused with its code', async (_name, body, status, code) => {
    expect(await send(body)).toMatchObject({ status, codes: [code] });
  });

  it.each([
    ['whose length is told', (body: string) => body],
    ['that comes in pieces', (body: string) => new Blob([body]).stream()],
  ])('of ten megabytes, %s, is answered, not cut off in the middle', async (_name, bodyOf) => {
    const reply = await fetch(platform.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bodyOf(JSON.stringify({ query: '{ viewer }', variables: { text: 'x'.repeat(10_000_000) } })),
      duplex: 'half',
    } as RequestInit);
    expect(reply.status).toBe(413);
    expect(await reply.json()).toMatchObject({ errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }] });
  });

  it('from a form of another site is refused (CSRF)', async () => {
    const reply = await fetch(`${platform.url}?query=%7Bviewer%7D`);
    const form = await fetch(platform.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"query":"{ viewer }"}',
    });
    expect([reply.status, form.status]).toEqual([400, 400]);
  });
});

describe('errors of subgraphs', () => {
  it('are passed on with code, path, service and details', async () => {
    const { answer } = await ask('{ hidden: secret order(id: "o1") { number } }');
    expect(answer).toEqual({
      data: { hidden: null, order: { number: 'N-o1' } },
      errors: [
        {
          message: 'Only staff may read this.',
          path: ['hidden'],
          extensions: { code: 'FORBIDDEN', service: 'order', hint: 'ask support' },
        },
      ],
    });
  });

  it('are masked when they are defects', async () => {
    const { answer } = await ask('{ broken }');
    expect(answer).toEqual({
      data: { broken: null },
      errors: [
        {
          message: 'Something went wrong on our side.',
          path: ['broken'],
          extensions: { code: 'INTERNAL', service: 'order' },
        },
      ],
    });
  });
});

describe('in production', () => {
  it('the schema is neither told nor guessed', async () => {
    const production = await platform.another({ NODE_ENV: 'production' });
    const introspection = await production.ask({ query: '{ __schema { types { name } } }' });
    const typo = await production.ask({ query: '{ viewr }' });
    await production.close();
    expect(introspection.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(typo.errors?.[0]?.message).toBe('Cannot query field "viewr" on type "Query".');
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    fetch(platform.url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

  it('opens to the listed origins only', async () => {
    const [ours, theirs] = [await preflight('https://shop.example'), await preflight('https://evil.example')];
    expect(ours.status).toBe(204);
    expect(ours.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(theirs.headers.get('access-control-allow-origin')).toBeNull();
  });
});
