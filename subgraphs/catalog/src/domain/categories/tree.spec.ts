import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { categoriesNow, createCategory, deleteCategory, moveCategory, renameCategory } from './change-tree.ts';
import { type CategoryTree, childrenOf, EMPTY_TREE, idNow, namesOfSubtree, pathOf } from './tree.ts';

const add = (tree: CategoryTree, id: string, parentId: string | null = null, place?: number): CategoryTree => {
  const decision = createCategory(tree, { id, name: id, slug: id }, { parentId, place });
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.tree;
};
/** a > (b > c), d */
const tree = add(add(add(add(EMPTY_TREE, 'a'), 'b', 'a'), 'c', 'b'), 'd');
const idsOf = (categories: readonly { readonly id: string }[]): string[] => categories.map(({ id }) => id);
const codeOf = (decision: ReturnType<typeof moveCategory>) => (decision.ok ? 'ok' : decision.refusal.code);
const after = (decision: ReturnType<typeof moveCategory>): CategoryTree => {
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.tree;
};

describe('a tree of categories', () => {
  it('knows paths and places', () => {
    expect(idsOf(pathOf(tree, 'c'))).toEqual(['a', 'b', 'c']);
    expect(idsOf(childrenOf(add(tree, 'e', null, 1), null))).toEqual(['a', 'e', 'd']);
  });

  it('moves a subtree in one step', () => {
    const moved = after(moveCategory(tree, 'b', { parentId: 'd', place: 0 }));
    expect(idsOf(pathOf(moved, 'c'))).toEqual(['d', 'b', 'c']);
    expect(childrenOf(moved, 'a')).toEqual([]);
  });

  it.each([
    ['itself', 'a', 'a', 'CATEGORY_CYCLE'],
    ['what is below it', 'a', 'c', 'CATEGORY_CYCLE'],
    ['nowhere', 'a', 'none', 'CATEGORY_UNKNOWN'],
  ])('does not move a category below %s', (_name, id, parentId, code) => {
    expect(codeOf(moveCategory(tree, id, { parentId }))).toBe(code);
  });

  it('has a slug once', () => {
    expect(codeOf(createCategory(tree, { id: 'x', name: 'x', slug: 'a' }, { parentId: null }))).toBe(
      'CATEGORY_SLUG_TAKEN',
    );
    expect(codeOf(renameCategory(tree, 'b', { slug: 'a' }))).toBe('CATEGORY_SLUG_TAKEN');
    expect(codeOf(renameCategory(tree, 'b', { slug: 'b', name: 'B' }))).toBe('ok');
  });

  it.each([
    ['children', 'a', 0, 'CATEGORY_NOT_EMPTY'],
    ['products', 'c', 3, 'CATEGORY_NOT_EMPTY'],
    ['nothing', 'c', 0, 'ok'],
  ])('deletes a category with %s: %s', (_name, id, productCount, code) => {
    expect(codeOf(deleteCategory(tree, id, { reassignTo: undefined, productCount }))).toBe(code);
  });

  it('takes what a deleted category had to another one, also later', () => {
    const merged = after(deleteCategory(tree, 'b', { reassignTo: 'd', productCount: 5 }));
    expect(idsOf(pathOf(merged, 'c'))).toEqual(['d', 'c']);
    expect(idNow(merged, 'b')).toBe('d');
    expect(namesOfSubtree(merged, 'd').sort()).toEqual(['b', 'c', 'd']);
    const again = after(deleteCategory(merged, 'd', { reassignTo: 'a', productCount: 5 }));
    expect(idsOf(categoriesNow(again, ['b', 'd', 'a', 'none']))).toEqual(['a']);
    expect(codeOf(deleteCategory(tree, 'a', { reassignTo: 'c', productCount: 0 }))).toBe('CATEGORY_CYCLE');
  });

  it('stays a tree whatever is done to it', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const step = fc.record({ id, to: fc.option(id), place: fc.nat(6), isDeletion: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let now = add(tree, 'e', 'c');
        for (const { id: subject, to, place, isDeletion } of steps) {
          const decision = isDeletion
            ? deleteCategory(now, subject, { reassignTo: to ?? undefined, productCount: 0 })
            : moveCategory(now, subject, { parentId: to, place });
          if (decision.ok) now = decision.tree;
          for (const category of now.categories) expect(pathOf(now, category.id).at(-1)).toEqual(category);
          for (const parent of [null, ...idsOf(now.categories)])
            expect(childrenOf(now, parent).map((child) => child.place)).toEqual(
              childrenOf(now, parent).map((_child, index) => index),
            );
        }
      }),
    );
  });
});
