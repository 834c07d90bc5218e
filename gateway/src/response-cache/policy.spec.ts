import { describe, expect, it } from '@jest/globals';
import { clientWishIn } from './freshness.ts';
import { type Policy, readPolicy, stricterOf } from './policy.ts';

describe('what a subgraph says of an answer', () => {
  it.each<[string | undefined, Policy | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['no-store', undefined],
    ['public', undefined],
    ['max-age=0, public', undefined],
    ['max-age=-1, public', undefined],
    ['max-age=many, public', undefined],
    ['max-age=60, public, no-cache', undefined],
    ['max-age=60, public', { maxAge: 60, scope: 'PUBLIC' }],
    ['Public, Max-Age="60"', { maxAge: 60, scope: 'PUBLIC' }],
    ['max-age=60', { maxAge: 60, scope: 'PRIVATE' }],
    ['max-age=60, private', { maxAge: 60, scope: 'PRIVATE' }],
    ['max-age=60, private, public', { maxAge: 60, scope: 'PRIVATE' }],
    ['public, max-age=60, s-maxage=10', { maxAge: 10, scope: 'PUBLIC' }],
    ['private, max-age=60, s-maxage=10', { maxAge: 60, scope: 'PRIVATE' }],
  ])('is read: %s', (header, policy) => expect(readPolicy(header)).toEqual(policy));

  it('holds for an answer of several parts at its strictest', () => {
    const [long, short] = [readPolicy('public, max-age=60'), readPolicy('private, max-age=10')] as [Policy, Policy];
    expect(stricterOf(long, short)).toEqual({ maxAge: 10, scope: 'PRIVATE' });
    expect(stricterOf(short, long)).toEqual({ maxAge: 10, scope: 'PRIVATE' });
    expect(stricterOf(long, long)).toEqual(long);
  });
});

describe('what a client wants', () => {
  it.each([
    [undefined, undefined],
    ['max-age=10', undefined],
    ['no-cache', 'fresh'],
    ['max-age=0', 'fresh'],
    ['no-cache, no-store', 'unstored'],
  ])('is read: %s', (header, wish) => expect(clientWishIn(header)).toBe(wish));
});
