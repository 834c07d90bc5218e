import { expect, it } from '@jest/globals';
import { normalizePassword, weaknessesOf } from './password-policy.ts';

const email = 'ada@example.test';

it.each([
  ['ten characters', '0123456789', 0],
  ['nine characters', '012345678', 1],
  ['a hundred and twenty-eight characters', 'x'.repeat(128), 0],
  ['a hundred and twenty-nine characters', 'x'.repeat(129), 1],
  ['ten characters of two code units each', '😀'.repeat(10), 0],
  ['nine characters of two code units each', '😀'.repeat(9), 1],
  ['the e-mail address in capitals', 'ADA@example.test', 1],
])('finds what is wrong with %s', (_case, password, count) => {
  expect(weaknessesOf(password, email)).toHaveLength(count);
});

it('knows one password however its accents were typed', () => {
  expect(normalizePassword('cafe\u0301')).toBe(normalizePassword('caf\u00e9'));
});
