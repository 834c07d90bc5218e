import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';
import { MANAGER, projected, type Saved, staffOf } from './staff.ts';

let catalog: RunningCatalog;
let staff: ReturnType<typeof staffOf>;
let id: string;
/** What each change answered. */
const answers: Saved['product'][] = [];
beforeAll(async () => {
  catalog = await startCatalogWith([]);
  staff = staffOf(catalog);
  const created = await staff.create('past');
  id = created.product.id;
  const changes = [
    () => staff.update(id, { name: 'Second' }),
    () => staff.addVariant(id, 'past-lp'),
    () => staff.setStatus('publish', id),
    () => staff.retireVariant(id, 'past-nm'),
    () => staff.setStatus('unpublish', id),
    () => staff.setStatus('delete', id),
    () => staff.setStatus('restore', id),
  ];
  answers.push(created.product);
  for (const change of changes) answers.push((await change()).product);
  await projected(catalog, answers.at(-1) as Saved['product']);
});
afterAll(() => catalog.stop());

interface Change {
  readonly version: number;
  readonly type: string;
  readonly actor: string;
  readonly occurredAt: string;
  readonly changes: unknown;
}
interface Page {
  readonly product: {
    readonly history: { nodes: Change[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } };
  };
}
const HISTORY = `query ($id: ID!, $first: Int, $after: String) { product(id: $id) { history(first: $first, after: $after) {
  nodes { version type actor occurredAt changes } totalCount pageInfo { hasNextPage endCursor } } } }`;
const AS_OF = `query ($id: ID, $slug: String, $at: DateTime!) { product(id: $id, slug: $slug, asOf: $at) {
  id slug name status version categories { id } variants { sku isOnSale price { amount } product { id } } } }`;

const historyOf = async (variables: object = {}) =>
  (await catalog.askAs<Page>(MANAGER, HISTORY, { id, ...variables })).data.product.history;

describe('the history of a product', () => {
  it('tells every change, who made it and when, page by page', async () => {
    const all = await historyOf();
    expect(all.nodes.map(({ type }) => type)).toEqual([
      'ProductDrafted',
      'ProductDetailsChanged',
      'VariantAdded',
      'ProductPublished',
      'VariantRetired',
      'ProductUnpublished',
      'ProductDeleted',
      'ProductRestored',
    ]);
    expect(all.nodes[1]).toMatchObject({ version: 2, actor: MANAGER.id, changes: { changes: { name: 'Second' } } });
    const first = await historyOf({ first: 5 });
    const rest = await historyOf({ first: 5, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes);
    expect(first).toMatchObject({ totalCount: 8, pageInfo: { hasNextPage: true } });
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('tells of each product in a list the part that is wanted of it', async () => {
    const { product: other } = await staff.create('short-past');
    await projected(catalog, other);
    const after = (await historyOf({ first: 6 })).pageInfo.endCursor;
    const query = `query ($of: [_Any!]!, $after: String) { _entities(representations: $of) { ... on Product {
      first: history(first: 2) { nodes { type } totalCount } rest: history(after: $after) { nodes { type } } } } }`;
    const of = [id, other.id, id].map((one) => ({ __typename: 'Product', id: one }));
    const { data } = await catalog.askAs<{ _entities: unknown[] }>(MANAGER, query, { of, after });
    const long = {
      first: { nodes: [{ type: 'ProductDrafted' }, { type: 'ProductDetailsChanged' }], totalCount: 8 },
      rest: { nodes: [{ type: 'ProductDeleted' }, { type: 'ProductRestored' }] },
    };
    const short = { first: { nodes: [{ type: 'ProductDrafted' }], totalCount: 1 }, rest: { nodes: [] } };
    expect(data._entities).toEqual([long, short, long]);
  });

  it.each(['x', 'WyJhIl0', 'WzEsMl0'])('refuses a cursor that it did not give (%s)', async (after) => {
    const { errors } = await catalog.askAs(MANAGER, HISTORY, { id, after });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('gives the product as it was at each version, as the change answered then', async () => {
    const moments = (await historyOf()).nodes.map(({ occurredAt }) => occurredAt);
    expect(new Set(moments).size).toBe(moments.length);
    const then = await Promise.all(
      moments.map(async (at) => (await catalog.askAs<{ product: unknown }>(MANAGER, AS_OF, { id, at })).data.product),
    );
    expect(then).toEqual(answers);
    const bySlug = await catalog.askAs<{ product: unknown }>(MANAGER, AS_OF, { slug: 'past', at: moments[2] });
    expect(bySlug.data.product).toEqual(answers[2]);
    const before = await catalog.askAs(MANAGER, AS_OF, { id, at: '2020-01-01T00:00:00Z' });
    expect(before.data).toEqual({ product: null });
  });
});
