import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeChangeCategories } from '../../src/application/categories/change-categories.ts';
import type { Once } from '../../src/application/once.ts';
import { changeWhole, type MadeChange } from '../../src/application/whole-document.ts';
import { createCategory, renameCategory } from '../../src/domain/categories/change-tree.ts';
import type { CategoryTree } from '../../src/domain/categories/tree.ts';
import { changesOf, type TreeChange } from '../../src/domain/categories/tree-change.ts';
import { keepChanges } from '../../src/persistence/mongo/change-log.ts';
import { type Mongo, openMongo } from '../../src/persistence/mongo/mongo.ts';
import { makeProductDocuments } from '../../src/persistence/mongo/product-document.repository.ts';
import { categoryTreeIn } from '../../src/persistence/mongo/whole-document.repository.ts';
import { freshMongo, type TestMongo } from '../stores.ts';

let server: TestMongo | undefined;
let mongo: Mongo;
let tree: ReturnType<typeof categoryTreeIn>;
const leave = async () => {
  await mongo?.close();
  await server?.drop();
};
beforeEach(async () => {
  await leave();
  server = await freshMongo();
  mongo = await openMongo(server.url);
  tree = categoryTreeIn(mongo);
});
afterAll(leave);

const AT = new Date('2026-01-01T00:00:00Z');
const EVERYTHING = { subject: undefined, afterVersion: 0, limit: 1_000 };

const create = (id: string, actor = 'ada') =>
  changeWhole<CategoryTree, TreeChange, unknown>(tree, { actor, at: AT }, (before) => {
    const decision = createCategory(before, { id, name: id, slug: id }, { parentId: null });
    if (!decision.ok) return decision;
    return {
      ok: true,
      value: decision.tree,
      changes: changesOf(before, decision.tree, { type: 'CREATED', categoryId: id }),
    };
  });
const rename = (id: string, name: string, actor: string, commandId?: string) =>
  changeWhole<CategoryTree, TreeChange, unknown>(tree, { actor, at: AT, commandId }, (before) => {
    const decision = renameCategory(before, id, { name });
    if (!decision.ok) return decision;
    return {
      ok: true,
      value: decision.tree,
      changes: changesOf(before, decision.tree, { type: 'RENAMED', categoryId: id }),
    };
  });

const told = async () => {
  const { changes, total } = await tree.changes(EVERYTHING);
  expect(total).toBe(changes.length);
  return changes;
};
const lines = (changes: readonly MadeChange<TreeChange>[]): string[] =>
  changes.map(({ version, actor, change }) => `${version} ${actor} ${change.type} ${change.categoryId}`);

/** The log says what the tree is: folded, it gives its names. */
const expectWhole = async () => {
  const changes = await told();
  const { version, categories } = await tree.load();
  expect(changes.map((change) => change.version)).toEqual(Array.from({ length: version }, (_, index) => index + 1));
  const names = new Map(changes.map(({ change }) => [change.categoryId, change.after?.name]));
  expect(new Map(categories.map(({ id, name }) => [id, name]))).toEqual(names);
};

describe('a log that is written beside a document', () => {
  it('has each change once, whichever of many editors made it', async () => {
    await create('shared');
    const editors = Array.from({ length: 12 }, (_, number) => `editor-${number}`);
    await Promise.all(
      editors.flatMap((editor) => [create(`of-${editor}`, editor), rename('shared', `by ${editor}`, editor)]),
    );
    await expectWhole();
    expect((await told()).map(({ actor }) => actor).sort()).toEqual(
      ['ada', ...editors.flatMap((editor) => [editor, editor])].sort(),
    );
  });

  it('is never read with a gap in it, while editors are at work', async () => {
    let isOver = false;
    const read = async (): Promise<number[]> => {
      const isLast = isOver;
      const { changes, total } = await tree.changes(EVERYTHING);
      expect(changes.map(({ version }) => version)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
      return isLast ? [total] : [total, ...(await read())];
    };
    const reading = read();
    await Promise.all(Array.from({ length: 12 }, (_, number) => create(`c${number}`)));
    isOver = true;
    expect((await reading).at(-1)).toBe(12);
  });

  it('is whole where a writer died after it had replaced the document', async () => {
    await create('a');
    await create('b');
    // Nobody has kept the last change: it is in the document alone.
    expect(await mongo.changes.countDocuments({ version: 2 })).toBe(0);
    expect(lines(await told())).toEqual(['1 ada CREATED a', '2 ada CREATED b']);
    await create('c', 'next');
    await expectWhole();
  });

  it('is whole where a writer died when it had kept the last change, and not replaced the document', async () => {
    await create('a');
    await create('b');
    const last = await mongo.settings.findOne({ _id: 'categories' });
    await keepChanges(mongo, 'categories', last?.changes ?? []);
    expect(lines(await told())).toEqual(['1 ada CREATED a', '2 ada CREATED b']);
    await create('c', 'next');
    expect(lines(await told())).toEqual(['1 ada CREATED a', '2 ada CREATED b', '3 next CREATED c']);
    await expectWhole();
  });

  it('does not tell what a slower writer wanted in vain', async () => {
    await create('a');
    const seen = await tree.load();
    await create('b');
    const late = { ...seen, version: 2 };
    const change = { version: 2, actor: 'late', at: AT, change: (await told())[0]?.change as TreeChange };
    expect(await tree.replace(late, [change])).toBe(false);
    expect(lines(await told())).toEqual(['1 ada CREATED a', '2 ada CREATED b']);
    await expectWhole();
  });

  it('knows what a request did that is sent again, and does not undo what others did since', async () => {
    await create('a');
    await rename('a', 'first', 'ada', 'command-1');
    await rename('a', 'first', 'ada', 'command-1'); // it is the last change
    await rename('a', 'second', 'bob', 'command-2');
    await rename('a', 'first', 'ada', 'command-1'); // it is in the log
    expect((await tree.load()).categories[0]?.name).toBe('second');
    expect(lines(await told())).toEqual(['1 ada CREATED a', '2 ada RENAMED a', '3 bob RENAMED a']);
  });

  it('has the same answer for a deletion that is sent again after a crash', async () => {
    const documents = makeProductDocuments(mongo);
    const once: Once = (work) => work('the-command');
    const staff = makeChangeCategories({ tree, documents, once, newId: () => 'unused' });
    await create('a');
    const request = { viewer: { kind: 'service', name: 'test' }, at: AT } as const;
    const first = await staff.remove(request, 'a', undefined);
    expect(first).toMatchObject({ ok: true });
    expect(await staff.remove(request, 'a', undefined)).toEqual(first);
    expect(await told()).toHaveLength(2);
  });

  it('begins where the first change is known, in a tree that is older than the log', async () => {
    const old = { version: 7, categories: [], merged: {} };
    await mongo.settings.insertOne({ _id: 'categories', version: 7, value: old });
    expect(await told()).toEqual([]);
    await create('a');
    await create('b');
    expect(lines(await told())).toEqual(['8 ada CREATED a', '9 ada CREATED b']);
  });

  it('pages over what is kept and what is not', async () => {
    for (const id of ['a', 'b', 'c']) await create(id);
    const page = async (afterVersion: number, limit: number) =>
      lines((await tree.changes({ subject: undefined, afterVersion, limit })).changes);
    expect(await page(0, 2)).toEqual(['1 ada CREATED a', '2 ada CREATED b']);
    expect(await page(1, 2)).toEqual(['2 ada CREATED b', '3 ada CREATED c']);
    expect(await page(3, 2)).toEqual([]);
  });

  it('gives each of several changes that are made at once a version', async () => {
    const decide = (before: CategoryTree) => {
      const both = ['a', 'b'].reduce((next, id) => {
        const decision = createCategory(next, { id, name: id, slug: id }, { parentId: null });
        return decision.ok ? decision.tree : next;
      }, before);
      const changes = ['a', 'b'].flatMap((categoryId) => changesOf(before, both, { type: 'CREATED', categoryId }));
      return { ok: true, value: both, changes } as const;
    };
    await changeWhole(tree, { actor: 'import', at: AT }, decide);
    await create('c');
    expect(lines(await told())).toEqual(['1 import CREATED a', '2 import CREATED b', '3 ada CREATED c']);
    await expectWhole();
  });
});
