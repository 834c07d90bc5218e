import { expect, it } from '@jest/globals';
import { safePath } from './next.ts';

it.each([
  ['/graph/cards?after=1', '/graph/cards?after=1'],
  [undefined, '/'],
  ['', '/'],
  ['https://evil.test/', '/'],
  ['//evil.test/', '/'],
  ['/\\evil.test', '/'],
  ['/\t/evil.test', '/'],
  ['javascript:alert(1)', '/'],
])('%p leads to %p', (given, path) => {
  expect(safePath(given)).toBe(path);
});
