import type { Envelope } from '@cardstock/contracts';
import type { Transact } from '@cardstock/service';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { toldOfCategories } from '../../src/persistence/told-version.repository.ts';
import { makeTellOfCategories } from '../../src/projection/tell-of-categories.ts';
import { makeWriteSide } from '../../src/write-side.ts';
import { freshStores, type TestStores } from '../stores.ts';

let stores: TestStores;
let side: ReturnType<typeof makeWriteSide>;
beforeEach(async () => {
  stores = await freshStores();
  side = makeWriteSide(stores.mongo, stores.transact);
});
afterEach(() => stores.drop());

const request = { viewer: { kind: 'service', name: 'test' }, at: new Date('2026-01-01T00:00:00Z') } as const;
const create = async (slug: string, parentId: string | null = null): Promise<string> => {
  const outcome = await side.staff.changeCategories.create(request, { name: slug, slug, parentId });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.category?.id ?? '';
};
const tellBy = (transact: Transact) => makeTellOfCategories({ transact, tree: side.tree, told: toldOfCategories })();
const tell = () => tellBy(stores.transact);
const news = async () => {
  const rows = await stores.sql<{ envelope: Envelope }>('select envelope from outbox_message order by position');
  return rows.map(({ envelope: { type, sequence, data } }) => ({ type, sequence, data }));
};

describe('news of categories', () => {
  it('are sent once, with all that was changed since, and nothing where nothing was', async () => {
    expect(await tell()).toBe(false);
    const [a, b] = [await create('a'), await create('b')];
    await side.staff.changeCategories.move(request, b, { parentId: a });
    await Promise.all([tell(), tell()]);
    expect(await tell()).toBe(false);
    await side.staff.changeCategories.remove(request, b, a);
    expect(await tell()).toBe(true);
    const change = { formerParentId: null, reassignedTo: null };
    const created = (id: string, slug: string) => {
      return { ...change, categoryId: id, kind: 'CREATED', category: { name: slug, slug, parentId: null } };
    };
    const moved = { ...change, categoryId: b, kind: 'MOVED', category: { name: 'b', slug: 'b', parentId: a } };
    const deleted = { categoryId: b, kind: 'DELETED', category: null, formerParentId: a, reassignedTo: a };
    expect(await news()).toEqual([
      {
        type: 'CategoriesChanged',
        sequence: 3,
        data: { version: 3, changes: [created(a, 'a'), created(b, 'b'), moved] },
      },
      { type: 'CategoriesChanged', sequence: 4, data: { version: 4, changes: [deleted] } },
    ]);
  });

  it('are sent by the next one where their sender died before the end', async () => {
    await create('a');
    const dying: Transact = (work) =>
      stores.transact(async (scope) => {
        await work(scope);
        throw new Error('killed');
      });
    await expect(tellBy(dying)).rejects.toThrow('killed');
    expect(await news()).toEqual([]);
    expect(await tell()).toBe(true);
    expect(await news()).toHaveLength(1);
  });

  it('are left to somebody who is at it, without taking them for sent', async () => {
    await create('a');
    await stores.transact(async ({ sql }) => {
      expect(await toldOfCategories.claim(sql)).toBe(0);
      expect(await tell()).toBeUndefined();
    });
    expect(await tell()).toBe(true);
  });
});
