import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRover, makeRover } from './rover.ts';
import { PRODUCTS } from './schemas.ts';
import { ROOT_KEY, startTestRegistry, type TestRegistry } from './test-registry.ts';

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startTestRegistry({ MAX_BODY_BYTES: '20000', COMPOSE_WITHIN_SECONDS: '2' });
});
afterAll(() => registry.stop());

const post = async (body: string, path = '/graphql', type = 'application/json') => {
  const reply = await fetch(`${registry.url()}${path}`, {
    method: 'POST',
    headers: { 'content-type': type, 'x-api-key': ROOT_KEY },
    body,
  });
  return { status: reply.status, body: (await reply.json()) as { data: unknown; errors: { message: string }[] } };
};
const PUBLISH = `mutation ($name: String!, $sdl: String!, $url: String) { graph(id: "shop") { publishSubgraph(name: $name, url: $url,
  revision: "", activePartialSchema: { sdl: $sdl }, graphVariant: "prod") { wasCreated } } }`;
const publish = (more: Record<string, unknown>) =>
  registry.ask(PUBLISH, { name: 'products', sdl: PRODUCTS, url: 'http://p.test', ...more });
const nested = (depth: number): string =>
  `{ graph(id: "shop") { variants { ${'latestPublication { variant { '.repeat(depth)} name ${'} }'.repeat(depth)} } } }`;

describe('whatever is sent, the answer has status 200 and says what is wrong', () => {
  it.each([
    ['no JSON', '{', /JSON/],
    ['no request', '"hello"', /no GraphQL request/],
    ['no query', '{"query":7}', /no GraphQL request/],
    ['no GraphQL', JSON.stringify({ query: '{' }), /Syntax Error/],
    ['an unknown field', JSON.stringify({ query: '{ nothing }' }), /Cannot query field/],
    ['two operations', JSON.stringify({ query: 'query A { me { id } } query B { me { id } }' }), /operation/],
    ['a field too deep', JSON.stringify({ query: nested(10) }), /nest at most 20 deep/],
    [
      'too many roots',
      JSON.stringify({ query: `{ ${Array.from({ length: 11 }, (_, n) => `a${n}: me { id }`).join(' ')} }` }),
      /at most 10/,
    ],
    ['too many words', JSON.stringify({ query: `{ ${'me { id } '.repeat(1_000)} }` }), /2000 tokens/],
    ['too many bytes', JSON.stringify({ query: '{ me { id } }', more: 'x'.repeat(30_000) }), /too large/],
  ])('%s', async (_what, body, words) => {
    const answer = await post(body);
    expect(answer.status).toBe(200);
    expect(answer.body.data ?? null).toBeNull();
    expect(answer.body.errors[0]?.message).toMatch(words);
  });

  it('another type of content', async () => {
    expect(await post('hello', '/graphql', 'text/plain')).toMatchObject({ status: 200, body: { errors: [{}] } });
  });
});

describe('a publication', () => {
  it.each([
    ['a name that is none', { name: 'not a name!' }, 'no name of a subgraph'],
    ['a URL without end', { url: `http://${'x'.repeat(2_000)}.test` }, 'longer than 2000'],
    ['no schema', { sdl: '' }, 'is empty'],
    ['a character that no database keeps', { sdl: 'type Query { a: Int } # \u0000' }, 'NUL'],
    ['no URL, though it is new', { url: null, name: 'unknown' }, 'with a routing URL'],
  ])('with %s is refused', async (_what, more, words) => {
    const { errors } = await publish(more);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(words),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('too many requests', () => {
  it('of one address in a minute are refused, so that Rover says why', async () => {
    const other = await startTestRegistry({ RATE_LIMIT_PER_MINUTE: '3' });
    const answers = [];
    for (let asked = 0; asked < 5; asked += 1) answers.push(await other.ask('{ graph(id: "shop") { name } }'));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([
      ...[undefined, undefined, undefined],
      ...['RATE_LIMITED', 'RATE_LIMITED'],
    ]);
    if (hasRover) {
      const rover = await makeRover({ registryUrl: other.graphqlUrl(), key: ROOT_KEY });
      const { code, text } = await rover(['subgraph', 'list', 'shop@prod']);
      expect(code).toBe(1);
      expect(text).toContain('Too many requests');
      await rover.remove();
    }
    await other.stop();
  });
});
