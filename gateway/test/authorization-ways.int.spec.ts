import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GuardedPlatform, startGuardedPlatform, type Who } from './guarded-platform.ts';
import { type Listener, listen } from './listen.ts';
import type { TestGateway } from './platform.ts';

let platform: GuardedPlatform;
beforeAll(async () => {
  platform = await startGuardedPlatform();
});
afterAll(() => platform.close());

const requests = (): string[] => platform.subgraphs.flatMap((subgraph) => subgraph.requests);
const codes = (answer: { errors?: readonly { extensions: { code: string } }[] }) =>
  answer.errors?.map(({ extensions }) => extensions.code);
const refusal = (path: readonly (string | number)[]) => ({
  message: 'This needs a login.',
  path,
  extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason: 'UNAUTHENTICATED' },
});

describe('what is not in the API', () => {
  it.each([
    ['entities', '{ _entities(representations: [{ __typename: "User", id: "ada" }]) { ... on User { ssn } } }'],
    ['the schemas of subgraphs', '{ _service { sdl } }'],
    ['a selection of @requires', '{ _entities(representations: [{ __typename: "Item", cost: 1 }]) { __typename } }'],
  ])('is no way around: %s', async (_name, query) => {
    const before = requests().length;
    expect(codes(await platform.gateway.ask({ query }))).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(requests()).toHaveLength(before);
  });
});

describe('one document, asked by several', () => {
  const query = '{ user { id email ssn } }';
  const seenBy = async (who: Who) => (await platform.gateway.ask({ query }, await platform.tokenOf(who))).data;

  it('is answered to each by their own rights, in any order', async () => {
    const full = { user: { id: 'ada', email: 'ada@example.test', ssn: 'ssn-ada' } };
    for (const who of ['ADMIN', 'anonymous', 'SUPPORT', 'CUSTOMER', 'ADMIN', 'anonymous'] as const) {
      expect(await seenBy(who)).toEqual(who === 'ADMIN' || who === 'SUPPORT' ? full : { user: null });
    }
  });
});

describe('a scope that is none of ours', () => {
  const query = '{ foreign }';
  const ask = async (claims: Parameters<GuardedPlatform['jwks']['token']>[0]) =>
    platform.gateway.ask({ query }, await platform.jwks.token(claims));

  it.each([{ scopes: ['reviews:read'] }, { scope: 'openid reviews:read' }])(
    'counts where a graph asks for it: %j',
    async (claims) => {
      expect(await ask(claims)).toEqual({ data: { foreign: 'of another federation' } });
      const authorization = `Bearer ${await platform.jwks.token(claims)}`;
      const live = listen(platform.gateway.client({ authorization }), query);
      expect(await live.received(1)).toEqual([{ data: { foreign: 'of another federation' } }]);
    },
  );

  it.each([{}, { scopes: ['order:read'] }, { scope: 'reviews:readable' }])('is needed: %j', async (claims) => {
    const answer = await ask(claims);
    expect([answer.data, codes(answer)]).toEqual([{ foreign: null }, ['UNAUTHORIZED_FIELD_OR_TYPE']]);
  });

  it('counts for the token that has it, and for no other of the same user', async () => {
    const answers = await Promise.all([{ scope: 'reviews:read' }, {}, { scope: 'reviews:read' }, {}].map(ask));
    const seen = { foreign: 'of another federation' };
    expect(answers.map(({ data }) => data)).toEqual([seen, { foreign: null }, seen, { foreign: null }]);
  });
});

describe('wrong variables', () => {
  it('are told also where the field that they are for is refused', async () => {
    const query = 'mutation ($text: String!) { touch publish(text: $text) { id } }';
    const before = requests().length;
    expect(codes(await platform.gateway.ask({ query, variables: { text: 5 } }))).toEqual(['BAD_USER_INPUT']);
    expect(requests()).toHaveLength(before);
  });
});

describe('errors of subgraphs', () => {
  it('stay beside the refusals', async () => {
    const auth = platform.subgraphs[0];
    if (auth) auth.nonsense = 'down';
    const answer = await platform.gateway.ask({ query: '{ user { id email } me { id } }' });
    if (auth) auth.nonsense = undefined;
    expect(answer.data).toEqual({ user: null, me: null });
    expect(codes(answer)).toEqual(['SUBGRAPH_UNAVAILABLE', 'UNAUTHORIZED_FIELD_OR_TYPE']);
  });
});

describe('with AUTHORIZATION_MODE=reject', () => {
  let strict: TestGateway;
  beforeAll(async () => {
    strict = await platform.another({ AUTHORIZATION_MODE: 'reject' });
  });
  const post = async (query: string, who: Who = 'anonymous') => {
    const token = await platform.tokenOf(who);
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const reply = await fetch(strict.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return { status: reply.status, answer: (await reply.json()) as unknown };
  };

  it.each([
    ['a query', '{ version user { id email } }'],
    ['a mutation', 'mutation { touch publish(text: "x") { id } }'],
    ['a fragment on one type', '{ search { ... on User { email } } }'],
  ])('%s with something refused is refused as a whole', async (_name, query) => {
    const before = requests().length;
    const { path: _path, ...error } = refusal([]);
    expect(await post(query)).toEqual({ status: 403, answer: { errors: [error] } });
    expect(requests()).toHaveLength(before);
  });

  it('an operation that leaves it out is answered', async () => {
    expect(await post('{ version user { id email @skip(if: true) } }')).toEqual({
      status: 200,
      answer: { data: { version: '1', user: { id: 'ada' } } },
    });
  });

  it('a viewer with all rights is answered', async () => {
    const { status, answer } = await post('{ user { email } }', 'CUSTOMER');
    expect({ status, answer }).toEqual({ status: 200, answer: { data: { user: { email: 'ada@example.test' } } } });
  });

  it('a subscription is refused before it is opened', async () => {
    const before = requests().length;
    const live = listen(strict.client(), 'subscription { news { text detail } }');
    await live.over();
    expect(live.results).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] }]);
    expect(requests()).toHaveLength(before);
  });
});

describe('a subscription', () => {
  const follow = async (query: string, who: Who = 'anonymous'): Promise<Listener> => {
    const token = await platform.tokenOf(who);
    const live = listen(platform.gateway.client(token ? { authorization: `Bearer ${token}` } : {}), query);
    await live.over();
    return live;
  };

  it.each([
    'subscription { alerts { text } }',
    'subscription { alerts { __typename } }',
    'subscription { x: alerts { ... { text } } }',
    'subscription { ...S } fragment S on Subscription { alerts { text } }',
  ])('to a refused field is not opened: %s', async (query) => {
    const before = requests().length;
    const { results } = await follow(query);
    expect(results).toEqual([{ errors: [refusal([query.includes('x:') ? 'x' : 'alerts'])] }]);
    expect(requests()).toHaveLength(before);
  });

  it('to a field that is open to the viewer is', async () => {
    expect((await follow('subscription { alerts { text } }', 'CUSTOMER')).results).toEqual([
      { data: { alerts: { text: 'alert' } } },
    ]);
  });

  it('has what is refused completed in every event, over all subgraphs', async () => {
    const before = requests().length;
    const { results } = await follow('subscription { news { text detail user { id address carrier email } } }');
    expect(results).toEqual([
      {
        data: {
          news: { text: 'one', detail: null, user: { id: 'ada', address: null, carrier: 'swift', email: null } },
        },
        errors: [
          ['news', 'detail'],
          ['news', 'user', 'address'],
          ['news', 'user', 'email'],
        ].map(refusal),
      },
    ]);
    expect(requests().slice(before).join('\n')).not.toMatch(/detail|address|email/);
  });

  it('loses an event to a refused non-null field', async () => {
    const { results } = await follow('subscription { news { text inner } }');
    expect(results).toEqual([{ data: null, errors: [refusal(['news', 'inner'])] }]);
  });
});

describe('queries over WebSocket', () => {
  it('are judged as over HTTP', async () => {
    const live = listen(platform.gateway.client(), '{ user { id email } }');
    expect(await live.received(1)).toEqual([
      { data: { user: { id: 'ada', email: null } }, errors: [refusal(['user', 'email'])] },
    ]);
  });
});
