import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestRegistry, type TestRegistry } from './test-registry.ts';

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startTestRegistry();
});
afterAll(() => registry.stop());

it('knows the root key', async () => {
  expect(await registry.ask('{ frontendUrlRoot me { __typename id asActor { type } } }')).toEqual({
    data: {
      frontendUrlRoot: 'http://localhost:4010',
      me: { __typename: 'User', id: 'root', asActor: { type: 'USER' } },
    },
  });
});

it('knows nobody else', async () => {
  expect(await registry.ask('{ me { id } }', {}, 'user:someone:else')).toEqual({ data: { me: null } });
});

it('answers an unknown key without an error of the transport', async () => {
  expect(await registry.ask('{ frontendUrlRoot graph(id: "cards") { id } }', {}, 'service:cards:none')).toMatchObject({
    data: { frontendUrlRoot: 'http://localhost:4010', graph: null },
    errors: [{ message: 'Unauthorized: unknown API key', extensions: { code: 'UNAUTHENTICATED' } }],
  });
});
