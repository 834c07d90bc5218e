/** A category as the tree has it. */
export interface Category {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** null at the top. */
  readonly parentId: string | null;
  /** Place among its siblings, from 0. */
  readonly place: number;
}

/**
 * All categories, as one value that is changed as a whole: no half-moved subtree, no cycle made by two moves at once.
 * `merged` says where the products of a deleted category belong now.
 */
export interface CategoryTree {
  readonly version: number;
  readonly categories: readonly Category[];
  readonly merged: Readonly<Record<string, string>>;
}

export const MOST_CATEGORIES = 2_000;
export const EMPTY_TREE: CategoryTree = { version: 0, categories: [], merged: {} };

export const categoryOf = ({ categories }: CategoryTree, id: string): Category | undefined =>
  categories.find((category) => category.id === id);

export const childrenOf = ({ categories }: CategoryTree, parentId: string | null): Category[] =>
  categories.filter((category) => category.parentId === parentId).sort((one, other) => one.place - other.place);

/** From the top down to the category itself. */
export const pathOf = (tree: CategoryTree, id: string): Category[] => {
  const path: Category[] = [];
  for (
    let next = categoryOf(tree, id);
    next;
    next = next.parentId === null ? undefined : categoryOf(tree, next.parentId)
  )
    path.unshift(next);
  return path;
};

/** The category and all below it. */
export const subtreeOf = (tree: CategoryTree, id: string): string[] => [
  id,
  ...childrenOf(tree, id).flatMap((child) => subtreeOf(tree, child.id)),
];

/** The id that a category has now; undefined where it is gone, or never was. */
export const idNow = (tree: CategoryTree, id: string): string | undefined => {
  if (categoryOf(tree, id)) return id;
  const target = Object.hasOwn(tree.merged, id) ? tree.merged[id] : undefined;
  return target === undefined ? undefined : idNow(tree, target);
};

/** The ids under which products may name a category of this subtree: also those of categories that were merged into it. */
export const namesOfSubtree = (tree: CategoryTree, id: string): string[] => {
  const members = new Set(subtreeOf(tree, id));
  const merged = Object.keys(tree.merged).filter((gone) => members.has(idNow(tree, gone) ?? ''));
  return [...members, ...merged];
};
