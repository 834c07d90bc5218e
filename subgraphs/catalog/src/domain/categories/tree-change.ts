import { type Category, type CategoryTree, categoryOf } from './tree.ts';

export const TREE_CHANGES = ['CREATED', 'RENAMED', 'MOVED', 'DELETED'] as const;
export type TreeChangeType = (typeof TREE_CHANGES)[number];

/** What one change made of one category, for those who ask later. */
export interface TreeChange {
  readonly type: TreeChangeType;
  readonly categoryId: string;
  /** null where it was not there. */
  readonly before: Category | null;
  /** null where it is gone. */
  readonly after: Category | null;
  /** Where the children and products of a deleted category went. */
  readonly reassignedTo: string | null;
}

interface Step {
  readonly type: TreeChangeType;
  readonly categoryId: string;
  readonly reassignedTo?: string | undefined;
}

const isSame = (one: Category | undefined, other: Category | undefined): boolean =>
  one?.name === other?.name &&
  one?.slug === other?.slug &&
  one?.parentId === other?.parentId &&
  one?.place === other?.place;

/** What a step from one tree to the next changed; nothing where the category is as it was. */
export const changesOf = (tree: CategoryTree, next: CategoryTree, step: Step): readonly TreeChange[] => {
  const { type, categoryId, reassignedTo = null } = step;
  const [before, after] = [categoryOf(tree, categoryId), categoryOf(next, categoryId)];
  if (isSame(before, after)) return [];
  return [{ type, categoryId, before: before ?? null, after: after ?? null, reassignedTo }];
};

/** The categories that a change is about: one that inherited counts it among its own. */
export const subjectsOf = ({ categoryId, reassignedTo }: TreeChange): string[] =>
  reassignedTo === null ? [categoryId] : [categoryId, reassignedTo];
