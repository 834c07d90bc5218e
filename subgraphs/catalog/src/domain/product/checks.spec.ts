import { expect, it } from '@jest/globals';
import { aProduct, aVariant } from '../../../test/builders.ts';
import { problemsIn, productDetails } from './checks.ts';

const fieldsAt = (value: unknown): string[] => problemsIn(productDetails, value).map(({ field }) => field);

const bottomless = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);

it('takes a product of the data set', () => expect(fieldsAt(aProduct())).toEqual([]));

it.each<[string, object, string]>([
  ['no name', { name: '' }, 'name'],
  ['a blank name', { name: ' ' }, 'name'],
  ['a name of two lines', { name: 'a\nb' }, 'name'],
  ['10 MB of text', { text: 'x'.repeat(10_000_000) }, 'text'],
  ['a NUL in the text', { text: 'a\u0000b' }, 'text'],
  ['half a surrogate pair', { name: '\uD800' }, 'name'],
  ['a slug with capitals', { slug: 'Not-A-Slug' }, 'slug'],
  ['a script for a picture', { imageUrl: 'javascript:alert(1)' }, 'imageUrl'],
  ['a kind nobody knows', { kind: 'CAR' }, 'kind'],
  ['too many types', { types: Array.from({ length: 21 }, () => 'x') }, 'types'],
  ['attributes that are a list', { attributes: [1] }, 'attributes'],
  ['an attribute named by an operator', { attributes: { $where: 1 } }, 'attributes.$where'],
  ['a NUL deep in the attributes', { attributes: { a: [{ b: '\u0000' }] } }, 'attributes'],
  ['attributes without a bottom', { attributes: { a: bottomless } }, 'attributes'],
  ['large attributes', { attributes: { a: 'x'.repeat(20_001) } }, 'attributes'],
  ['a SKU with a space', { variants: [aVariant({ sku: 'A B' })] }, 'variants.0.sku'],
  ['a SKU twice', { variants: [aVariant(), aVariant()] }, 'variants'],
  [
    'a price below zero',
    { variants: [aVariant({ price: { amount: -1, currency: 'USD' } })] },
    'variants.0.price.amount',
  ],
  ['half a cent', { variants: [aVariant({ price: { amount: 0.5, currency: 'USD' } })] }, 'variants.0.price.amount'],
  [
    'an unknown currency',
    { variants: [aVariant({ price: { amount: 1, currency: 'XXQ' } })] },
    'variants.0.price.currency',
  ],
  ['a weightless card', { variants: [aVariant({ weightGrams: 0 })] }, 'variants.0.weightGrams'],
  ['a language that is none', { variants: [aVariant({ language: 'English' })] }, 'variants.0.language'],
])('refuses %s by the name of the field', (_name, more, field) => {
  expect(fieldsAt({ ...aProduct(), ...more })).toContain(field);
});
