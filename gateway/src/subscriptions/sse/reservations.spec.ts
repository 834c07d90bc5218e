import type { Viewer } from '@cardstock/service/core';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Reservations } from './reservations.ts';

const ada: Viewer = { kind: 'user', id: 'ada', roles: ['CUSTOMER'], scopes: [] };

describe('a reserved stream', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('that nobody opens is given up after half a minute, and its place with it', () => {
    const reservations = new Reservations();
    const releasePlace = jest.fn();
    const { token } = reservations.make(ada, releasePlace);
    jest.advanceTimersByTime(29_000);
    expect(reservations.find(token, ada)).toBeDefined();
    jest.advanceTimersByTime(2_000);
    expect(reservations.find(token, ada)).toBeUndefined();
    expect(releasePlace).toHaveBeenCalledTimes(1);
  });

  it('is found by its viewer only, whatever the viewer may do by now', () => {
    const reservations = new Reservations();
    const { token } = reservations.make(ada, () => {});
    expect(reservations.find(token, { ...ada, roles: ['ADMIN'] })).toBeDefined();
    expect(reservations.find(token, { ...ada, id: 'bob' })).toBeUndefined();
    expect(reservations.find(token, { kind: 'anonymous' })).toBeUndefined();
    expect(reservations.find('another', ada)).toBeUndefined();
    reservations.close();
    expect(jest.getTimerCount()).toBe(0);
  });
});
