import type { Viewer } from '@cardstock/service/core';
import { describe, expect, it } from '@jest/globals';
import { makeConnectionLimits } from './connection-limits.ts';

const ada: Viewer = { kind: 'user', id: 'ada', roles: [], scopes: [] };
const limits = () =>
  makeConnectionLimits({ MAX_CONNECTIONS: 3, MAX_CONNECTIONS_PER_ADDRESS: 2, MAX_CONNECTIONS_PER_USER: 1 });

describe('places for connections', () => {
  it('are bounded per address and in all, and can be taken again when they are given back', () => {
    const { takeForAddress } = limits();
    const first = takeForAddress('a');
    takeForAddress('a');
    expect(takeForAddress('a')).toBeUndefined();
    expect(takeForAddress('b')).toBeDefined();
    expect(takeForAddress('c')).toBeUndefined();
    first?.();
    expect(takeForAddress('c')).toBeDefined();
  });

  it('given back twice are given back once', () => {
    const { takeForAddress } = limits();
    const first = takeForAddress('a');
    takeForAddress('a');
    first?.();
    first?.();
    expect([takeForAddress('a'), takeForAddress('a')].map(Boolean)).toEqual([true, false]);
  });

  it('are bounded per user, but not for who is not logged in', () => {
    const { takeForViewer } = limits();
    expect(takeForViewer(ada)).toBeDefined();
    expect(takeForViewer({ ...ada, sessionId: 'another' })).toBeUndefined();
    expect(takeForViewer({ ...ada, id: 'bob' })).toBeDefined();
    expect([takeForViewer({ kind: 'anonymous' }), takeForViewer({ kind: 'anonymous' })].every(Boolean)).toBe(true);
  });
});
