import { expect, it } from '@jest/globals';
import { attributeProblems } from './check-attributes.ts';
import type { AttributeDefinition } from './definition.ts';

const define = (name: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  name,
  label: name,
  type: 'TEXT',
  allowedValues: [],
  isRequired: false,
  kinds: [],
  categoryIds: [],
  ...more,
});
const DEFINITIONS = [
  define('artistNote'),
  define('finish', { allowedValues: ['matte', 'gloss'] }),
  define('keywords', { type: 'TEXT_LIST', allowedValues: ['go', 'stop'] }),
  define('power', { type: 'NUMBER', kinds: ['SINGLE_CARD'] }),
  define('isSigned', { type: 'BOOLEAN', categoryIds: ['signed'] }),
];

it.each<[string, Record<string, unknown>, string | undefined]>([
  ['a text', { artistNote: 'x' }, undefined],
  ['no text', { artistNote: 1 }, 'WRONG_TYPE'],
  ['an empty value', { artistNote: null }, 'WRONG_TYPE'],
  ['a value of the list', { finish: 'matte' }, undefined],
  ['a value off the list', { finish: 'wet' }, 'VALUE_NOT_ALLOWED'],
  ['texts of the list', { keywords: ['go', 'stop'] }, undefined],
  ['texts off the list', { keywords: ['go', 'run'] }, 'VALUE_NOT_ALLOWED'],
  ['no list', { keywords: 'go' }, 'WRONG_TYPE'],
  ['a number', { power: 6 }, undefined],
  ['a number as text', { power: '6' }, 'WRONG_TYPE'],
  ['an attribute of another category', { isSigned: true }, 'UNKNOWN'],
  ['an attribute nobody defined', { size: 1 }, 'UNKNOWN'],
])('%s', (_name, attributes, problem) => {
  const problems = attributeProblems(DEFINITIONS, { kind: 'SINGLE_CARD', categories: [], attributes }, {});
  expect(problems[0]?.problem).toBe(problem);
});

it('leaves what an import brought as it is, and asks for what is required', () => {
  const definitions = [define('finish', { isRequired: true })];
  const known = { anything: { of: ['old'] } };
  const check = (attributes: Record<string, unknown>) =>
    attributeProblems(definitions, { kind: 'SEALED', categories: [], attributes }, known);
  expect(check({ ...known, finish: 'x' })).toEqual([]);
  expect(check(known)).toEqual([{ name: 'finish', problem: 'MISSING' }]);
});
