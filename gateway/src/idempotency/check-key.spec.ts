import { ANONYMOUS, type Viewer } from '@cardstock/service/core';
import { describe, expect, it } from '@jest/globals';
import { checkKey } from './check-key.ts';

const ada: Viewer = { kind: 'user', id: 'ada', roles: [], scopes: [] };
const UUID = '0193b2d4-6c9c-7d5e-9a51-3b8f2f0a1c11';

describe('an idempotency key', () => {
  it.each(['1', UUID, `"${UUID}"`, '~'.repeat(200)])('can be %s', (key) =>
    expect(() => checkKey(key, ada)).not.toThrow(),
  );

  it.each([
    ['nothing', ''],
    ['longer than 200 characters', 'k'.repeat(201)],
    ['with a space', 'a b'],
    ['two in one', `${UUID}, ${UUID}`],
    ['with a character that is not visible', 'a\u0000b'],
    ['with a character that is not ASCII', 'schlüssel'],
  ])('cannot be %s', (_what, key) => {
    expect(() => checkKey(key, ada)).toThrow(
      expect.objectContaining({
        extensions: expect.objectContaining({
          code: 'BAD_USER_INPUT',
          fields: [{ field: 'Idempotency-Key', message: expect.any(String) }],
        }),
      }),
    );
  });

  it('of a guest cannot be one that somebody else may hit upon', () => {
    expect(() => checkKey('order-1', ANONYMOUS)).toThrow(/hard to guess/);
    expect(() => checkKey(UUID, ANONYMOUS)).not.toThrow();
  });
});
