import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const SOURCE = 'schema/registry/src';
const [, section = ''] = readFileSync('docs/errors.md', 'utf8').split(/^## Schema registry$/m);
const documented = section
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code));
const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(`${SOURCE}/${file}`, 'utf8'))
  .join('\n');

it('docs/errors.md lists every code of the registry, and no other', () => {
  const thrown = [...sources.matchAll(/\b(?:failure|told)\('([A-Z_]+)'/g)].map(([, code]) => code);
  expect(thrown.length).toBeGreaterThan(5);
  expect(thrown.filter((code) => !documented.includes(code))).toEqual([]);
  expect(documented.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});
