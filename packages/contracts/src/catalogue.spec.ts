import { describe, expect, it } from '@jest/globals';
import { CATALOGUE, receiversOf } from './catalogue.ts';
import { UserRegistered } from './events/auth.events.ts';
import { CategoriesChanged, ProductPriceChanged, ProductsImported } from './events/catalog.events.ts';
import { idFrom } from './ids.ts';
import { type Contract, makeEnvelope } from './message.ts';
import { inMarketCurrency } from './money.ts';

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

  it('says for every message to the gateway what it changes, and for no other', () => {
    for (const { type, consumers, changes } of CATALOGUE as readonly Contract[]) {
      expect([type, changes !== undefined]).toEqual([type, consumers.includes('gateway')]);
    }
  });

  it('names the entities and lists that an event changes', () => {
    const price = inMarketCurrency(100);
    const variants = [{ sku: 'A-NM', title: 'A', price, weightGrams: 2 }];
    expect(ProductsImported.changes?.({ products: [{ productId: 'a', name: 'A', variants }] })).toEqual([
      'Product',
      'Variant',
      'Product:a',
      'Variant:A-NM',
    ]);
    const changedAt = new Date(0).toISOString();
    expect(ProductPriceChanged.changes?.({ sku: 'A-NM', price, changedAt, productId: 'a' })).toEqual([
      'Product',
      'Variant',
      'Variant:A-NM',
      'Product:a',
    ]);
  });

  it('names a changed category with those that it was and is below', () => {
    const category = { name: 'B', slug: 'b', parentId: 'new' };
    const moved = { categoryId: 'b', kind: 'MOVED', category, formerParentId: 'old', reassignedTo: null } as const;
    const deleted = {
      categoryId: 'c',
      kind: 'DELETED',
      category: null,
      formerParentId: null,
      reassignedTo: 'b',
    } as const;
    expect(CategoriesChanged.changes?.({ version: 2, changes: [moved, deleted] })).toEqual([
      'Category',
      ...['Category:b', 'Category:new', 'Category:old', 'Category:c'],
    ]);
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
