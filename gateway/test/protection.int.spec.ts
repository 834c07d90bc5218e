import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@cardstock/contracts';
import { freshRedisUrl } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient as createEventClient, NetworkError } from 'graphql-sse';
import { listen } from './listen.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

const TRUSTED = 'query Trusted { viewer }';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

let platform: TestPlatform;
let redisUrl: string;
let manifest: string;
beforeAll(async () => {
  redisUrl = await freshRedisUrl();
  platform = await startPlatform();
  manifest = join(tmpdir(), `trusted-${newId()}.json`);
  const operations = [{ id: hashOf(TRUSTED), name: 'Trusted', type: 'query', body: TRUSTED }];
  await writeFile(manifest, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
});
afterAll(() => platform.close());

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly data?: Record<string, unknown>;
  readonly code?: string;
  readonly extensions?: Record<string, unknown>;
}

const send = async (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> => {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const { data, errors, extensions } = (await reply.json()) as {
    data?: Record<string, unknown>;
    errors?: { extensions: { code: string } }[];
    extensions?: Record<string, unknown>;
  };
  const code = errors?.[0]?.extensions.code;
  return {
    status: reply.status,
    headers: reply.headers,
    ...(data ? { data } : {}),
    ...(code ? { code } : {}),
    ...(extensions ? { extensions } : {}),
  };
};
const ask = (url: string, query: string, headers: Record<string, string> = {}) => send(url, { query }, headers);

describe('an operation that is too much', () => {
  it.each([
    ['deep', `{ order(id: 1) ${'{ ... on Order '.repeat(25)} { id } ${'}'.repeat(25)} }`, 'OPERATION_TOO_LARGE'],
    ['aliased', `{ ${Array.from({ length: 6 }, (_, index) => `a${index}: viewer`).join(' ')} }`, 'OPERATION_TOO_LARGE'],
    ['decorated', `{ viewer ${'@include(if: true) '.repeat(6)} }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['long', `{ viewer } #${'x'.repeat(70_000)}`, 'OPERATION_TOO_LARGE'],
  ])('is refused when it is %s', async (_, query, code) => {
    const strict = await platform.another({ MAX_ALIASES: '5' });
    expect((await ask(strict.url, query)).code).toBe(code);
  });

  it('is refused beyond the budget of whoever asks, with cost and budget', async () => {
    const poor = await platform.another({ MAX_COST_ANONYMOUS: '10', MAX_COST_CUSTOMER: '100', SHOW_COST: 'true' });
    const query = '{ search(first: 2) { lines { quantity } } }';
    expect(await ask(poor.url, query)).toMatchObject({ status: 400, code: 'COST_LIMIT_EXCEEDED' });
    const token = await platform.jwks.token();
    const answer = await ask(poor.url, '{ search(first: 2) { id } }', { authorization: `Bearer ${token}` });
    expect(answer.extensions).toEqual({ cost: { estimated: 10, budget: 100 } });
  });

  it('in a batch is refused, however small', async () => {
    const reply = await fetch(platform.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ viewer }' }]),
    });
    expect(reply.status).toBe(400);
  });
});

describe('asking too often', () => {
  it('is answered with 429, what is left, and when to come back; others are not held up', async () => {
    const gateway = await platform.another({ REDIS_URL: redisUrl, RATE_LIMIT_ANONYMOUS: '3', RATE_LIMIT_USER: '1000' });
    const answers: Reply[] = [];
    for (let count = 0; count < 4; count += 1) answers.push(await ask(gateway.url, '{ viewer }'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const [first, , , last] = answers;
    expect([first?.headers.get('ratelimit-limit'), first?.headers.get('ratelimit-remaining')]).toEqual(['3', '2']);
    expect(last?.code).toBe('RATE_LIMITED');
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    const token = await platform.jwks.token();
    expect((await ask(gateway.url, '{ viewer }', { authorization: `Bearer ${token}` })).status).toBe(200);
    const sibling = await platform.another({ REDIS_URL: redisUrl, RATE_LIMIT_ANONYMOUS: '3' });
    expect((await ask(sibling.url, '{ viewer }')).status).toBe(429);
    const live = listen(gateway.client(), 'subscription { ticks(upTo: 1) }');
    await live.over();
    expect(live.results).toMatchObject([{ errors: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
  });

  it('is counted by each gateway for itself while Redis is away', async () => {
    const alone = await platform.another({ REDIS_URL: 'redis://127.0.0.1:1', RATE_LIMIT_ANONYMOUS: '2' });
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 3; count += 1) codes.push((await ask(alone.url, '{ viewer }')).code);
    expect(codes).toEqual([undefined, undefined, 'RATE_LIMITED']);
  });

  it('counts the client behind our own proxies, and does not believe what he says of himself', async () => {
    const behind = await platform.another({ RATE_LIMIT_ANONYMOUS: '1', TRUSTED_PROXIES: '1' });
    const from = (hops: string) => ask(behind.url, '{ viewer }', { 'x-forwarded-for': hops });
    expect((await from('1.1.1.1')).status).toBe(200);
    expect((await from('1.1.1.1')).status).toBe(429);
    expect((await from('8.8.8.8, 1.1.1.1')).status).toBe(429);
    expect((await from('2.2.2.2')).status).toBe(200);
    const direct = await platform.another({ RATE_LIMIT_ANONYMOUS: '1' });
    expect((await ask(direct.url, '{ viewer }', { 'x-forwarded-for': '3.3.3.3' })).status).toBe(200);
    expect((await ask(direct.url, '{ viewer }', { 'x-forwarded-for': '4.4.4.4' })).status).toBe(429);
  });

  it('refuses a flood before anything of it is read', async () => {
    const gateway = await platform.another({ RATE_LIMIT_REQUESTS: '2' });
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await send(gateway.url, 'no operation')).status);
    expect(statuses).toEqual([400, 400, 429]);
    expect((await fetch(gateway.url.replace('/graphql', '/health/live'))).status).toBe(200);
  });
});

describe('a document', () => {
  const persisted = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: hashOf(text) } });

  it('is sent once, and named by its hash from then on, at any gateway', async () => {
    const [one, other] = [
      await platform.another({ REDIS_URL: redisUrl }),
      await platform.another({ REDIS_URL: redisUrl }),
    ];
    const query = '{ viewer __typename }';
    expect(await send(one.url, { extensions: persisted(query) })).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect((await send(one.url, { query, extensions: persisted(query) })).data).toEqual({
      viewer: 'anonymous',
      __typename: 'Query',
    });
    expect((await send(other.url, { extensions: persisted(query) })).data?.['viewer']).toBe('anonymous');
    const url = new URL(other.url);
    url.searchParams.set('extensions', JSON.stringify(persisted(query)));
    const reply = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } });
    expect(((await reply.json()) as { data: unknown }).data).toMatchObject({ viewer: 'anonymous' });
  });

  it('that is trusted is known without being sent, and may be all that is taken', async () => {
    const only = await platform.another({ TRUSTED_DOCUMENTS: 'only', TRUSTED_DOCUMENTS_FILE: manifest });
    expect((await send(only.url, { extensions: persisted(TRUSTED) })).data).toEqual({ viewer: 'anonymous' });
    expect((await ask(only.url, TRUSTED)).data).toEqual({ viewer: 'anonymous' });
    expect(await ask(only.url, '{ viewer }')).toMatchObject({ status: 403, code: 'DOCUMENT_NOT_TRUSTED' });
    const query = '{ viewer viewer }';
    expect((await send(only.url, { query, extensions: persisted(query) })).code).toBe('DOCUMENT_NOT_TRUSTED');
    expect((await send(only.url, { extensions: persisted(query) })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    const live = listen(only.client(), 'subscription { ticks(upTo: 1) }');
    await live.over();
    expect(JSON.stringify(live.error)).toContain('DOCUMENT_NOT_TRUSTED');
  });

  const UNTRUSTED = [
    '{ viewer }',
    'subscription { ticks(upTo: 1) }',
    'mutation { placeOrder(sku: "A") { __typename } }',
  ];

  it('that is not trusted is refused as an event stream, too', async () => {
    const only = await platform.another({ TRUSTED_DOCUMENTS: 'only', TRUSTED_DOCUMENTS_FILE: manifest });
    const client = createEventClient({ url: only.url, retryAttempts: 0 });
    const outcomeOf = async (query: string): Promise<string> => {
      try {
        const results: unknown[] = [];
        for await (const result of client.iterate({ query })) results.push(result);
        return JSON.stringify(results);
      } catch (err) {
        return err instanceof NetworkError ? await (err.response as Response).text() : JSON.stringify(err);
      }
    };
    expect(await outcomeOf(TRUSTED)).toContain('anonymous');
    for (const query of UNTRUSTED) expect(await outcomeOf(query)).toContain('DOCUMENT_NOT_TRUSTED');
    client.dispose();
  });

  it('that is not trusted is refused where many share one event stream', async () => {
    const only = await platform.another({ TRUSTED_DOCUMENTS: 'only', TRUSTED_DOCUMENTS_FILE: manifest });
    const token = await (await fetch(only.url, { method: 'PUT' })).text();
    const run = (query: string, operationId: string) =>
      fetch(only.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-graphql-event-stream-token': token },
        body: JSON.stringify({ query, extensions: { operationId } }),
      });
    expect((await run(TRUSTED, 'trusted')).status).toBe(202);
    for (const query of UNTRUSTED) {
      const refused = await run(query, 'other');
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] });
    }
  });

  it('that is not trusted is refused on a socket, whatever it does', async () => {
    const only = await platform.another({ TRUSTED_DOCUMENTS: 'only', TRUSTED_DOCUMENTS_FILE: manifest });
    const client = only.client();
    const trusted = listen(client, TRUSTED);
    await trusted.over();
    expect(trusted.results).toEqual([{ data: { viewer: 'anonymous' } }]);
    for (const query of UNTRUSTED) {
      const refused = listen(client, query);
      await refused.over();
      expect(JSON.stringify(refused.error)).toContain('DOCUMENT_NOT_TRUSTED');
    }
  });

  it('whose manifest is wrong stops the start', async () => {
    const broken = join(tmpdir(), `broken-${newId()}.json`);
    const operations = [{ id: hashOf('{ other }'), body: TRUSTED }];
    await writeFile(broken, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
    const start = platform.another({ TRUSTED_DOCUMENTS: 'allow', TRUSTED_DOCUMENTS_FILE: broken });
    await expect(start).rejects.toThrow('another hash');
  });
});

describe('every answer', () => {
  it('of nothing, or of a URL that is none, has our shape', async () => {
    const base = platform.url.replace('/graphql', '');
    for (const [path, status, code] of [
      ['/nope', 404, 'NOT_FOUND'],
      ['/%E0%A4%A', 400, 'BAD_REQUEST'],
    ] as const) {
      const reply = await fetch(base + path);
      expect(reply.status).toBe(status);
      expect(await reply.json()).toMatchObject({ errors: [{ extensions: { code } }] });
    }
  });
});
