import { describe, expect, it } from '@jest/globals';
import { CATALOGUE, receiversOf } from './catalogue.ts';
import { UserRegistered } from './events/auth.events.ts';
import { idFrom } from './ids.ts';
import { makeEnvelope } from './message.ts';

describe('the catalogue of messages', () => {
  it('names every type once', () => {
    const types = CATALOGUE.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
  });

  it('has a publisher for every message, and somebody who obeys every command', () => {
    for (const { type, kind, consumers, publishers } of CATALOGUE) {
      expect([type, publishers.length]).not.toContain(0);
      if (kind === 'command') expect([type, consumers.length]).not.toContain(0);
    }
  });

  it('sends nobody what it does not want', () => {
    const type = 'OrderStatusChanged';
    expect(receiversOf({ type, data: { status: 'CONFIRMED' } })).toEqual(['notification']);
    expect(receiversOf({ type, data: { status: 'RESERVED' } })).toEqual([]);
  });

  it('refuses to route a type that nobody defined', () => {
    expect(() => receiversOf({ type: 'OrderTeleported', data: {} })).toThrow('No contract named OrderTeleported');
  });
});

describe('an envelope', () => {
  const to = { subject: 'x', source: 'auth', occurredAt: new Date(0), correlationId: 'c' } as const;

  it('does not close over data that breaks the contract', () => {
    const data = { userId: 'no uuid', email: 'a@b.test', displayName: 'A', roles: [] };
    expect(() => makeEnvelope(UserRegistered, data, to)).toThrow('userId');
  });

  it('keeps the id it is given, so that sending again is harmless', () => {
    const id = idFrom('order', 1);
    const data = { userId: idFrom('user'), email: 'a@b.test', displayName: 'A', roles: [] };
    expect(makeEnvelope(UserRegistered, data, { ...to, id }).id).toBe(idFrom('order', 1));
  });
});
