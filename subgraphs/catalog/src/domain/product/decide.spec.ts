import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aProduct, aVariant } from '../../../test/builders.ts';
import type { AttributeDefinition } from '../attributes/definition.ts';
import type { ProductCommand } from './commands.ts';
import { decide, decideNew } from './decide.ts';
import type { CatalogRules, Decision } from './decision.ts';
import type { ProductEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { activeVariants, type Product } from './state.ts';
import { PRODUCT_STATUSES, type ProductStatus } from './status.ts';

const color: AttributeDefinition = {
  name: 'color',
  label: 'Color',
  type: 'TEXT',
  allowedValues: ['red', 'blue'],
  isRequired: false,
  kinds: [],
  categoryIds: [],
};
const rules: CatalogRules = {
  definitions: [color],
  categoryIdNow: (id) => ({ old: 'new', new: 'new', other: 'other' })[id],
};

const drafted: ProductEvent = { type: 'ProductDrafted', details: aProduct(), categories: [] };
const WAYS: Readonly<Record<ProductStatus, readonly ProductEvent[]>> = {
  DRAFT: [],
  PUBLISHED: [{ type: 'ProductPublished' }],
  ARCHIVED: [{ type: 'ProductArchived' }],
  DELETED: [{ type: 'ProductDeleted' }],
};
const productOf = (...events: readonly ProductEvent[]): Product => {
  const product = [drafted, ...events].reduce<Product | undefined>(evolve, undefined);
  if (!product) throw new Error('no product');
  return product;
};
const inStatus = (status: ProductStatus): Product => productOf(...WAYS[status]);
const SKU = aVariant().sku;
const price = { amount: 5, currency: 'USD' };

const COMMANDS: readonly ProductCommand[] = [
  { type: 'CreateProduct', details: aProduct(), categories: [] },
  { type: 'UpdateDetails', changes: { name: 'Other' } },
  { type: 'AssignCategories', categories: ['other'] },
  { type: 'AddVariant', variant: aVariant({ sku: 'NEW' }) },
  { type: 'ChangeVariant', sku: SKU, changes: { title: 'Other' } },
  { type: 'RetireVariant', sku: SKU },
  { type: 'ChangePrices', prices: [{ sku: SKU, price }] },
  { type: 'Publish' },
  { type: 'Unpublish' },
  { type: 'Archive' },
  { type: 'Delete' },
  { type: 'Restore' },
];

const outcomeOf = (decision: Decision): string => (decision.ok ? (decision.event?.type ?? '-') : decision.refusal.code);

describe('a command', () => {
  it('means this in each status of a product', () => {
    const table = COMMANDS.map((command) => [
      command.type,
      ...PRODUCT_STATUSES.map((status) => outcomeOf(decide(command, inStatus(status), rules))),
    ]);
    const no = 'PRODUCT_STATE_ILLEGAL';
    expect(table).toEqual([
      //                  DRAFT                    PUBLISHED                ARCHIVED           DELETED
      ['CreateProduct', no, no, no, no],
      ['UpdateDetails', 'ProductDetailsChanged', 'ProductDetailsChanged', no, no],
      ['AssignCategories', 'ProductCategorized', 'ProductCategorized', no, no],
      ['AddVariant', 'VariantAdded', 'VariantAdded', no, no],
      ['ChangeVariant', 'VariantChanged', 'VariantChanged', no, no],
      ['RetireVariant', 'VariantRetired', 'PRODUCT_INCOMPLETE', no, no],
      ['ChangePrices', 'VariantPricesChanged', 'VariantPricesChanged', no, no],
      ['Publish', 'ProductPublished', '-', no, no],
      ['Unpublish', '-', 'ProductUnpublished', no, no],
      ['Archive', 'ProductArchived', 'ProductArchived', '-', no],
      ['Delete', 'ProductDeleted', 'ProductDeleted', 'ProductDeleted', '-'],
      ['Restore', '-', no, 'ProductRestored', 'ProductRestored'],
    ]);
  });

  it('finds nothing but a creation where there is no product', () => {
    const outcomes = COMMANDS.map((command) => outcomeOf(decideNew(command, 'p', rules)));
    expect(outcomes).toEqual(['ProductDrafted', ...COMMANDS.slice(1).map(() => 'PRODUCT_UNKNOWN')]);
  });

  it.each<[string, ProductCommand, string]>([
    ['what is so already', { type: 'UpdateDetails', changes: { name: 'Test Card', types: ['Action'] } }, '-'],
    ['a price that is so already', { type: 'ChangePrices', prices: [{ sku: SKU, price: aVariant().price }] }, '-'],
    ['the same SKU again', { type: 'AddVariant', variant: aVariant() }, '-'],
    ['another SKU of that name', { type: 'AddVariant', variant: aVariant({ title: 'x' }) }, 'SKU_TAKEN'],
    ['a SKU that is not there', { type: 'RetireVariant', sku: 'NONE' }, 'VARIANT_UNKNOWN'],
    ['a price of a stranger', { type: 'ChangePrices', prices: [{ sku: 'NONE', price }] }, 'VARIANT_UNKNOWN'],
    ['an unknown category', { type: 'AssignCategories', categories: ['none'] }, 'CATEGORY_UNKNOWN'],
    ['an unknown attribute', { type: 'UpdateDetails', changes: { attributes: { size: 1 } } }, 'ATTRIBUTE_INVALID'],
    ['a value off the list', { type: 'UpdateDetails', changes: { attributes: { color: 'x' } } }, 'ATTRIBUTE_INVALID'],
    [
      'a value of the list',
      { type: 'UpdateDetails', changes: { attributes: { color: 'red' } } },
      'ProductDetailsChanged',
    ],
  ])('about %s', (_name, command, outcome) => {
    expect(outcomeOf(decide(command, inStatus('DRAFT'), rules))).toBe(outcome);
  });

  it('names a category by the id that it has now', () => {
    const decision = decide({ type: 'AssignCategories', categories: ['old', 'new'] }, inStatus('DRAFT'), rules);
    expect(decision).toEqual({ ok: true, event: { type: 'ProductCategorized', categories: ['new'] } });
  });

  it('brings a retired SKU back with what is said of it now', () => {
    const retired = productOf({ type: 'VariantRetired', sku: SKU });
    const decision = decide({ type: 'AddVariant', variant: aVariant({ title: 'Back' }) }, retired, rules);
    const product = decision.ok && decision.event ? evolve(retired, decision.event) : undefined;
    expect(product && activeVariants(product)).toEqual([aVariant({ title: 'Back' })]);
  });
});

const sku = fc.constantFrom('A', 'B', SKU);
const anyCommand: fc.Arbitrary<ProductCommand> = fc.oneof(
  fc.constantFrom<ProductCommand>({ type: 'Publish' }, { type: 'Unpublish' }, { type: 'Archive' }, { type: 'Delete' }),
  fc.constantFrom<ProductCommand>({ type: 'Restore' }, { type: 'Restore' }),
  fc.record({ name: fc.string() }).map((changes) => ({ type: 'UpdateDetails' as const, changes })),
  fc.subarray(['old', 'new', 'other', 'none']).map((categories) => ({ type: 'AssignCategories' as const, categories })),
  sku.map((name) => ({ type: 'AddVariant' as const, variant: aVariant({ sku: name }) })),
  sku.map((name) => ({ type: 'RetireVariant' as const, sku: name })),
  fc
    .tuple(sku, fc.string())
    .map(([name, title]) => ({ type: 'ChangeVariant' as const, sku: name, changes: { title } })),
  fc.tuple(sku, fc.nat()).map(([name, amount]) => ({
    type: 'ChangePrices' as const,
    prices: [{ sku: name, price: { amount, currency: 'USD' } }],
  })),
);

describe('any commands', () => {
  it('make events that fold, one version each, and never leave something for sale without a SKU', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const events: ProductEvent[] = [drafted];
        let product = productOf();
        for (const command of commands) {
          const decision = decide(command, product, rules);
          if (!decision.ok || !decision.event) continue;
          events.push(decision.event);
          const next = evolve(product, decision.event);
          if (!next) throw new Error(`${decision.event.type} was not taken`);
          expect(next.version).toBe(product.version + 1);
          // The same command again changes nothing more: a retry is harmless.
          const again = decide(command, next, rules);
          expect(again.ok && again.event).toBeFalsy();
          product = next;
          if (product.status === 'PUBLISHED') expect(activeVariants(product).length).toBeGreaterThan(0);
        }
        expect(events.reduce<Product | undefined>(evolve, undefined)).toEqual(product);
        expect(product.version).toBe(events.length);
      }),
    );
  });
});
