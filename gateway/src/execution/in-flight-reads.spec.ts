import { ANONYMOUS, type Viewer } from '@cardstock/service/core';
import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import type { Graph } from '../graph/graph.ts';
import type { SubgraphAnswer, SubgraphRequest } from './fetch-subgraph.ts';
import { mergeInFlightReads } from './in-flight-reads.ts';

const user = (id: string): Viewer => ({ kind: 'user', id, roles: ['CUSTOMER'], scopes: [] });

interface Read {
  readonly viewer?: Viewer;
  readonly query?: string;
  readonly variables?: Record<string, unknown>;
  readonly signal?: AbortSignal;
  /** What the client's operation is, of which this is a part. */
  readonly within?: 'query' | 'mutation' | 'subscription';
}

/** Calls of a subgraph that are answered when the test says so. */
const heldSubgraph = () => {
  const calls: (PromiseWithResolvers<SubgraphAnswer> & { request: SubgraphRequest })[] = [];
  const fetch = mergeInFlightReads((request) => {
    const call = Promise.withResolvers<SubgraphAnswer>();
    calls.push({ ...call, request });
    return call.promise;
  });
  const ask = ({ viewer = ANONYMOUS, query = '{ a }', variables = {}, within = 'query', signal }: Read = {}) => {
    const document = parse(`${within} { a }`);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('no operation');
    const context = { viewer, requestId: 'r', address: 'here', signal: signal ?? new AbortController().signal };
    const asked = { graph: {} as Graph, document, operation, operationName: undefined, variables: {}, context };
    const kind = query.startsWith('mutation') ? 'mutation' : 'query';
    return fetch({ service: 's', kind, query, operationName: undefined, isRepeated: false, variables, asked });
  };
  return { calls, ask };
};

describe('identical reads in flight', () => {
  it('become one call, and each gets an answer of its own', async () => {
    const { calls, ask } = heldSubgraph();
    const answers = [ask({ variables: { id: 1 } }), ask({ variables: { id: 1 } })];
    calls[0]?.resolve({ data: { a: { b: 1 } } });
    const [one, other] = await Promise.all(answers);
    expect(calls).toHaveLength(1);
    expect(one).toEqual({ data: { a: { b: 1 } } });
    expect(other).toEqual(one);
    expect(other?.data?.['a']).not.toBe(one?.data?.['a']);
  });

  it('are asked again once they are answered', async () => {
    const { calls, ask } = heldSubgraph();
    const first = ask();
    calls[0]?.resolve({ data: {} });
    await first;
    void ask();
    expect(calls).toHaveLength(2);
  });

  it.each<[string, Read, Read]>([
    ['with other variables', { variables: { id: 1 } }, { variables: { id: 2 } }],
    ['of other fields', { query: '{ a }' }, { query: '{ b }' }],
    ['of two users', { viewer: user('ada') }, { viewer: user('bob') }],
    ['of a user and of nobody', { viewer: user('ada') }, {}],
    [
      'of one user with other rights',
      { viewer: user('ada') },
      { viewer: { ...user('ada'), roles: ['SUPPORT'] } as Viewer },
    ],
    ['after mutations', { within: 'mutation' }, { within: 'mutation' }],
    ['that join events', { within: 'subscription' }, { within: 'subscription' }],
    [
      'that are mutations',
      { query: 'mutation { a }', within: 'mutation' },
      { query: 'mutation { a }', within: 'mutation' },
    ],
  ])('stay apart %s', (_name, one, other) => {
    const { calls, ask } = heldSubgraph();
    void ask(one);
    void ask(other);
    expect(calls).toHaveLength(2);
  });

  it('of a viewer do not outlive his mutation', async () => {
    const { calls, ask } = heldSubgraph();
    void ask({ viewer: user('ada') });
    void ask({ viewer: user('bob') });
    const mutation = ask({ viewer: user('ada'), query: 'mutation { a }', within: 'mutation' });
    calls[2]?.resolve({ data: {} });
    await mutation;
    void ask({ viewer: user('ada') });
    void ask({ viewer: user('bob') });
    expect(calls).toHaveLength(4);
  });

  it('fail together', async () => {
    const { calls, ask } = heldSubgraph();
    const answers = [ask(), ask()];
    calls[0]?.reject(new Error('gone'));
    await expect(Promise.allSettled(answers)).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  });

  it('go on for who stays when another goes away', async () => {
    const { calls, ask } = heldSubgraph();
    const [one, other] = [new AbortController(), new AbortController()];
    void ask({ signal: one.signal });
    const answer = ask({ signal: other.signal });
    const [call] = calls;
    one.abort();
    expect(call?.request.asked.context.signal.aborted).toBe(false);
    call?.resolve({ data: { a: 1 } });
    expect(await answer).toEqual({ data: { a: 1 } });
    other.abort();
    expect(call?.request.asked.context.signal.aborted).toBe(false);
  });

  it('end when all have gone, and whoever comes then asks anew', () => {
    const { calls, ask } = heldSubgraph();
    const [one, other] = [new AbortController(), new AbortController()];
    void ask({ signal: one.signal });
    void ask({ signal: other.signal });
    one.abort();
    other.abort();
    expect(calls[0]?.request.asked.context.signal.aborted).toBe(true);
    void ask();
    expect(calls).toHaveLength(2);
  });
});
