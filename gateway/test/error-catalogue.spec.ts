import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type InterfaceTypeDefinitionNode, Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';

const SDL = 'schema/subgraphs';
const definitions = readdirSync(SDL).flatMap((file) => parse(readFileSync(`${SDL}/${file}`, 'utf8')).definitions);
const isRefusal = (one: (typeof definitions)[number]): one is ObjectTypeDefinitionNode =>
  one.kind === Kind.OBJECT_TYPE_DEFINITION && (one.interfaces ?? []).some(({ name }) => name.value === 'DomainError');
const fieldsOf = ({ fields = [] }: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode): string[] =>
  fields.map(({ name }) => name.value).filter((name) => name !== 'code' && name !== 'message');
const refusals = new Map(definitions.filter(isRefusal).map((type) => [type.name.value, fieldsOf(type)]));

const words = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');
const rowsOf = (text: string): string[][] =>
  text.split('\n').flatMap((line) => (/^\| `/.test(line) ? [line.split('|').slice(1)] : []));

const [, documented = '', failures = ''] = readFileSync('docs/errors.md', 'utf8').split(/^## /m);
const rows = rowsOf(documented).map(([type, code, carries]) => ({
  type: words(type)[0] ?? '',
  code: words(code)[0] ?? '',
  carries: words(carries),
}));

/** The source of everything that answers clients, tests left out. */
const sources = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');
const subgraphs = readdirSync('subgraphs').map((name) => sources(`subgraphs/${name}/src`));
const everything = [...subgraphs, sources('gateway/src'), sources('packages/service/src')].join('\n');

describe('docs/errors.md', () => {
  it('lists every refusal of the subgraphs, once, with all that it carries', () => {
    const listed = rows.map(({ type, carries }) => [type, carries.toSorted()]);
    expect(new Map(listed as [string, string[]][])).toEqual(
      new Map([...refusals].map(([type, fields]) => [type, fields.toSorted()])),
    );
    expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length);
  });

  it('lists every code that is thrown', () => {
    const thrown = [...everything.matchAll(/\b(?:failure|refusal)\((?:\d+, )?'([A-Z_]+)'/g)].map(([, code]) => code);
    const listed = rowsOf(failures).flatMap(([codes]) => words(codes));
    expect(thrown.length).toBeGreaterThan(0);
    expect(thrown.filter((code) => !listed.includes(code ?? ''))).toEqual([]);
  });

  it('names no code that nobody gives', () => {
    const codes = [...rows.map(({ code }) => code), ...rowsOf(failures).flatMap(([code]) => words(code))];
    expect(codes.filter((code) => !everything.includes(`'${code}'`))).toEqual([]);
  });
});
