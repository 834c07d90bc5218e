import { aUser } from '@cardstock/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';
import { MANAGER, staffOf } from './staff.ts';

let catalog: RunningCatalog;
let staff: ReturnType<typeof staffOf>;
beforeAll(async () => {
  catalog = await startCatalogWith([]);
  staff = staffOf(catalog);
});
afterAll(() => catalog.stop());

interface Change {
  readonly version: number;
  readonly kind: string;
  readonly categoryId: string;
  readonly category: { name: string } | null;
  readonly before: { name: string } | null;
  readonly after: { name: string; slug: string; parentId: string | null; place: number } | null;
  readonly reassignedTo: string | null;
  readonly actor: string;
  readonly occurredAt: string;
}
interface Page {
  readonly nodes: Change[];
  readonly totalCount: number;
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
const CHANGES = `query ($of: ID, $first: Int, $after: String) { changes: categoryChanges(categoryId: $of, first: $first, after: $after) {
  nodes { version kind categoryId category { name } before { name } after { name slug parentId place } reassignedTo actor occurredAt }
  totalCount pageInfo { hasNextPage endCursor } } }`;
const changes = async (variables: object = {}) =>
  (await catalog.askAs<{ changes: Page }>(MANAGER, CHANGES, { ...variables })).data.changes;

interface Saved {
  readonly __typename: string;
  readonly category: { readonly id: string };
}
const create = (slug: string, parentId?: string) =>
  staff.run<Saved>(
    `mutation ($slug: String!, $parentId: ID) { outcome: createCategory(name: $slug, slug: $slug, parentId: $parentId) {
      __typename ... on CategorySaved { category { id } } } }`,
    { slug, parentId },
  );
const rename = (id: string, name: string) =>
  staff.run<Saved>(
    'mutation ($id: ID!, $name: String) { outcome: renameCategory(id: $id, name: $name) { __typename } }',
    { id, name },
  );
const move = (id: string, parentId: string | null) =>
  staff.run<Saved>(
    'mutation ($id: ID!, $parentId: ID) { outcome: moveCategory(id: $id, parentId: $parentId) { __typename } }',
    { id, parentId },
  );
const remove = (id: string, reassignTo?: string) =>
  staff.run<Saved>(
    'mutation ($id: ID!, $to: ID) { outcome: deleteCategory(id: $id, reassignTo: $to) { __typename } }',
    { id, to: reassignTo },
  );

describe('changes of categories', () => {
  it('are known with who made them, when and what, also of what is gone', async () => {
    const [a, b] = [(await create('a')).category.id, (await create('b')).category.id];
    await rename(a, 'A');
    await move(b, a);
    await remove(b, a);
    const { nodes, totalCount } = await changes();
    expect(nodes.map(({ version, kind, categoryId }) => [version, kind, categoryId])).toEqual([
      [1, 'CREATED', a],
      [2, 'CREATED', b],
      [3, 'RENAMED', a],
      [4, 'MOVED', b],
      [5, 'DELETED', b],
    ]);
    expect(nodes.map(({ category }) => category?.name)).toEqual(['A', undefined, 'A', undefined, undefined]);
    expect(totalCount).toBe(5);
    expect(new Set(nodes.map(({ actor }) => actor))).toEqual(new Set([MANAGER.id]));
    expect(nodes.map(({ occurredAt }) => occurredAt)).toEqual(nodes.map(({ occurredAt }) => occurredAt).sort());
    expect(nodes[2]).toMatchObject({
      before: { name: 'a' },
      after: { name: 'A', slug: 'a', parentId: null, place: 0 },
    });
    expect(nodes[4]).toMatchObject({ before: { name: 'b' }, after: null, reassignedTo: a });
  });

  it('are read page by page, and of one category alone', async () => {
    const all = await changes();
    const first = await changes({ first: 2 });
    const rest = await changes({ first: 3, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    const a = all.nodes[0]?.categoryId;
    const own = await changes({ of: a });
    expect(own.nodes.map(({ kind }) => kind)).toEqual(['CREATED', 'RENAMED', 'DELETED']);
    expect(own.totalCount).toBe(3);
    expect(await changes({ of: 'none' })).toMatchObject({ nodes: [], totalCount: 0 });
  });

  it('are not made by what changes nothing, or is refused', async () => {
    const before = (await changes()).totalCount;
    const a = (await changes()).nodes[0]?.categoryId ?? '';
    expect(await rename(a, 'A')).toMatchObject({ __typename: 'CategorySaved' });
    expect(await move(a, null)).toMatchObject({ __typename: 'CategorySaved' });
    expect(await create('a')).toMatchObject({ __typename: 'CategorySlugTaken' });
    expect((await changes()).totalCount).toBe(before);
  });

  it.each([
    ['an unknown cursor', { after: 'x' }, 'after'],
    ['none at all', { first: 0 }, 'first'],
    ['too many', { first: 101 }, 'first'],
  ])('are not listed for %s', async (_name, variables, field) => {
    const { errors } = await catalog.askAs(MANAGER, CHANGES, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field }] });
  });

  it('are the business of staff only', async () => {
    const seen = await catalog.askAs(aUser(), CHANGES);
    expect(seen.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await catalog.ask(CHANGES)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('changes of the definitions of attributes', () => {
  const LIST = `query ($name: String, $first: Int) { changes: attributeDefinitionChanges(name: $name, first: $first) { totalCount
    nodes { version kind name before { label } after { label } actor } } }`;
  const save = (name: string, label: string) =>
    staff.run<Saved>(
      'mutation ($input: AttributeDefinitionInput!) { outcome: saveAttributeDefinition(input: $input) { __typename } }',
      { input: { name, label, type: 'TEXT' } },
    );

  it('are known with who made them and what, also of what is gone', async () => {
    await save('size', 'Size');
    await save('size', 'Sizes');
    await save('size', 'Sizes');
    await save('weight', 'Weight');
    await staff.run('mutation { outcome: deleteAttributeDefinition(name: "size") { __typename } }', {});
    const { data } = await catalog.askAs<{ changes: unknown }>(MANAGER, LIST, { name: 'size' });
    const actor = MANAGER.id;
    expect(data.changes).toEqual({
      totalCount: 3,
      nodes: [
        { version: 1, kind: 'DEFINED', name: 'size', before: null, after: { label: 'Size' }, actor },
        { version: 2, kind: 'REDEFINED', name: 'size', before: { label: 'Size' }, after: { label: 'Sizes' }, actor },
        { version: 4, kind: 'DELETED', name: 'size', before: { label: 'Sizes' }, after: null, actor },
      ],
    });
    expect((await catalog.askAs(aUser(), LIST)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
