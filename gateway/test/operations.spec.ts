import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Kind, parse, validate } from 'graphql';
import { loadGraph } from '../src/graph/graph.ts';

const FOLDER = 'schema/operations';
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql'));
const { clientSchema: schema } = await loadGraph(readFileSync('schema/supergraph.graphql', 'utf8'));
const documentOf = (file: string) => parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
const operationsOf = (file: string): string[] =>
  documentOf(file).definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? (one.name?.value ?? '') : [],
  );
const kebab = (name: string): string => name.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();

describe('the operations that clients run', () => {
  it.each(files)('%s fits the API', (file) => {
    expect(validate(schema, documentOf(file)).map(({ message }) => message)).toEqual([]);
  });

  it.each(files)('%s holds one operation, of its name', (file) => {
    const [name = '', ...more] = operationsOf(file);
    expect(more).toEqual([]);
    expect(file.split('/').at(-1)).toBe(`${kebab(name)}.graphql`);
  });

  it('are named once each', () => {
    const names = files.flatMap(operationsOf);
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  });
});
