import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { mergeJson } from '../json.ts';
import { compilePath, eachPosition, objectsAt } from './places.ts';
import { compileRewrites } from './rewrites.ts';
import { makeTypeConditions } from './type-conditions.ts';

const conditions = makeTypeConditions(
  buildSchema(
    'interface Node { id: ID } type A implements Node { id: ID } type B { id: ID } union U = A | B type Query { u: U }',
  ),
);

const positions = (root: Record<string, unknown>, path: (string | number)[]) => {
  const found: string[] = [];
  eachPosition(root, compilePath(path, conditions), (_object, position) => found.push(position.join('.')));
  return found;
};
const objects = (root: Record<string, unknown>, path: (string | number)[]) => [
  ...objectsAt([root], compilePath(path, conditions)),
];

describe('places in an answer', () => {
  const shared = { id: 's' };
  const root = {
    list: [{ one: shared }, null, { one: shared }, { one: null }, {}],
    grid: [[shared], [], [null, { id: 't' }]],
  };

  it('are found once per object, and at each position', () => {
    expect(objects(root, ['list', '@', 'one'])).toEqual([shared]);
    expect(positions(root, ['list', '@', 'one'])).toEqual(['list.0.one', 'list.2.one']);
  });

  it('are found in lists of lists', () => {
    expect(objects(root, ['grid', '@', '@'])).toEqual([shared, { id: 't' }]);
    expect(positions(root, ['grid', '@', '@'])).toEqual(['grid.0.0', 'grid.2.1']);
  });

  it.each([[['items', '@|[A]']], [['items|[A]', '@']]])('are found under type conditions: %j', (path) => {
    const items = { items: [{ __typename: 'A' }, { __typename: 'B' }, { __typename: 'A' }] };
    if (path[0] === 'items') expect(positions(items, path)).toEqual(['items.0', 'items.2']);
    else expect(positions({ items: { __typename: 'B' } }, path)).toEqual([]);
  });
});

describe('rewrites', () => {
  it.each([0, '', false, null, 'x'])('give %j another name', (value) => {
    const object = {
      list: [
        { __typename: 'A', alias: value },
        { __typename: 'B', alias: value },
      ],
    };
    compileRewrites(
      [{ kind: 'KeyRenamer', path: ['list', '... on Node', 'alias'], renameKeyTo: 'name' }],
      conditions,
    )?.(object);
    expect(object.list).toEqual([
      { __typename: 'A', name: value },
      { __typename: 'B', alias: value },
    ]);
  });

  it('set a value', () => {
    const object = { __typename: 'A' };
    compileRewrites([{ kind: 'ValueSetter', path: ['__typename'], setValueTo: 'Node' }], conditions)?.(object);
    expect(object).toEqual({ __typename: 'Node' });
  });
});

describe('merging answers', () => {
  it('goes into objects and lists of one length, and replaces the rest', () => {
    const target = { a: { x: 1 }, list: [{ x: 1 }, null], grid: [[{ x: 1 }]], other: [1], gone: { x: 1 } };
    mergeJson(target, { a: { y: 2 }, list: [{ y: 2 }, { y: 3 }], grid: [[{ y: 2 }]], other: [1, 2], gone: null });
    expect(target).toEqual({
      a: { x: 1, y: 2 },
      list: [{ x: 1, y: 2 }, { y: 3 }],
      grid: [[{ x: 1, y: 2 }]],
      other: [1, 2],
      gone: null,
    });
  });

  it('cannot change what all objects are', () => {
    mergeJson(
      { constructor: 1 },
      JSON.parse('{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } } }'),
    );
    mergeJson({}, JSON.parse('{ "constructor": { "prototype": { "polluted": 1 } } }'));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
