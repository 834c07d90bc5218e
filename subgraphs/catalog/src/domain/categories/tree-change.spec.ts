import { describe, expect, it } from '@jest/globals';
import { createCategory, deleteCategory, moveCategory, renameCategory, type TreeDecision } from './change-tree.ts';
import { type CategoryTree, EMPTY_TREE } from './tree.ts';
import { changesOf, subjectsOf, type TreeChangeType } from './tree-change.ts';

const after = (decision: TreeDecision): CategoryTree => {
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.tree;
};
const add = (tree: CategoryTree, id: string, parentId: string | null = null): CategoryTree =>
  after(createCategory(tree, { id, name: id, slug: id }, { parentId }));
/** a > b, c */
const tree = add(add(add(EMPTY_TREE, 'a'), 'b', 'a'), 'c');
const told = (decision: TreeDecision, type: TreeChangeType, categoryId: string, reassignedTo?: string) =>
  changesOf(tree, after(decision), { type, categoryId, reassignedTo });

const B = { id: 'b', name: 'b', slug: 'b', parentId: 'a', place: 0 };

describe('what changed of a tree', () => {
  it('is a category that was not there before', () => {
    const change = { type: 'CREATED', categoryId: 'b', before: null, after: B, reassignedTo: null };
    expect(changesOf(add(EMPTY_TREE, 'a'), tree, { type: 'CREATED', categoryId: 'b' })).toEqual([change]);
  });

  it('is its name, or its place', () => {
    const [renamed] = told(renameCategory(tree, 'b', { name: 'B' }), 'RENAMED', 'b');
    expect(renamed).toMatchObject({ before: B, after: { ...B, name: 'B' } });
    const [moved] = told(moveCategory(tree, 'b', { parentId: null, place: 0 }), 'MOVED', 'b');
    expect(moved).toMatchObject({ before: B, after: { ...B, parentId: null, place: 0 } });
  });

  it('is that it is gone, and who inherited', () => {
    const [deleted] = told(deleteCategory(tree, 'b', { reassignTo: 'c', productCount: 1 }), 'DELETED', 'b', 'c');
    expect(deleted).toEqual({ type: 'DELETED', categoryId: 'b', before: B, after: null, reassignedTo: 'c' });
    expect(deleted && subjectsOf(deleted)).toEqual(['b', 'c']);
  });

  it('is nothing where it is what it was', () => {
    expect(told(renameCategory(tree, 'b', { name: 'b' }), 'RENAMED', 'b')).toEqual([]);
    expect(told(moveCategory(tree, 'c', { parentId: null }), 'MOVED', 'c')).toEqual([]);
  });
});
