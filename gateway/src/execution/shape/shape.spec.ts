import { describe, expect, it } from '@jest/globals';
import { buildSchema, type FieldNode, getOperationAST, parse } from 'graphql';
import { compileShape } from './compile-shape.ts';
import type { ShapeRun } from './shape-run.ts';
import { FAILED } from './shape-run.ts';

const schema = buildSchema(`
  scalar Any
  enum Color { RED GREEN }
  interface Node { id: ID! }
  type Item implements Node { id: ID! name: String parts: [Part!] }
  type Part { size: Int! }
  type Query {
    text: String int: Int float: Float bool: Boolean id: ID any: Any color: Color
    list: [Int] item: Item node: Node required: Item!
  }
`);

const shape = (query: string, source: Record<string, unknown>) => {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const plannedNameOf = ({ alias, name }: FieldNode) => alias?.value ?? name.value;
  const shaped = compileShape({ schema, operation, fragments: new Map(), conditions: {}, plannedNameOf });
  const run: ShapeRun = { variables: {}, path: [], problems: [], isFlawed: false, shaped: undefined };
  const data = shaped(source, run);
  return { data: data === FAILED ? null : data, problems: run.problems.map(({ message }) => message) };
};

describe('the shape of an answer', () => {
  it.each([
    ['text', 'x'],
    ['text', ''],
    ['int', 0],
    ['int', -3],
    ['float', 1.5],
    ['float', 2],
    ['bool', false],
    ['id', 'x'],
    ['id', 7],
    ['any', { deep: [1] }],
    ['any', false],
    ['color', 'RED'],
    ['list', [1, null]],
  ])('keeps %s %j', (field, value) => {
    expect(shape(`{ ${field} }`, { [field]: value })).toEqual({ data: { [field]: value }, problems: [] });
  });

  it.each([
    ['text', 1],
    ['text', {}],
    ['int', 1.5],
    ['int', '1'],
    ['float', 'x'],
    ['bool', 0],
    ['id', 1.5],
    ['color', 'BLUE'],
    ['color', 'toString'],
    ['list', 'no list'],
    ['list', { 0: 1 }],
    ['item', 'text'],
    ['item', [{}]],
  ])('makes null of %s %j, and says so', (field, value) => {
    const selection = field === 'item' ? 'item { id }' : field;
    const { data, problems } = shape(`{ ${selection} }`, { [field]: value });
    expect(data).toEqual({ [field]: null });
    expect(problems).toHaveLength(1);
  });

  it('makes null of a type that clients do not know', () => {
    expect(shape('{ node { id } }', { node: { __typename: 'Hidden', id: '1' } })).toEqual({
      data: { node: null },
      problems: ['Invalid __typename found for field Query.node.'],
    });
  });

  it('takes a null as far up as the schema demands', () => {
    const parts = [{ size: 1 }, { size: null }, {}];
    expect(shape('{ item { name parts { size } } }', { item: { name: 'n', parts } })).toEqual({
      data: { item: { name: 'n', parts: null } },
      problems: [
        'Cannot return null for non-nullable field Part.size.',
        'Cannot return null for non-nullable field Part.size.',
      ],
    });
    expect(shape('{ text required { id } }', { text: 'x' }).data).toBeNull();
  });

  it('gives nothing that was not asked for', () => {
    const item = { __typename: 'Item', id: '1', secret: 's', parts: [{ size: 1, secret: 's' }] };
    expect(shape('{ item { parts { size } } }', { item, secret: 's' }).data).toEqual({
      item: { parts: [{ size: 1 }] },
    });
  });

  it('can name a field __proto__', () => {
    const { data } = shape('{ __proto__: text }', JSON.parse('{ "__proto__": "x" }'));
    expect(JSON.stringify(data)).toBe('{"__proto__":"x"}');
  });
});
