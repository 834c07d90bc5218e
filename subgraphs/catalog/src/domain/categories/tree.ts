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

interface TreeIndex {
  readonly byId: ReadonlyMap<string, Category>;
  readonly children: ReadonlyMap<string | null, Category[]>;
}

/** One request looks up many categories of one tree, so that walking all of them each time would add up. */
const indexes = new WeakMap<CategoryTree['categories'], TreeIndex>();

const makeIndex = (categories: CategoryTree['categories']): TreeIndex => ({
  byId: new Map(categories.map((category) => [category.id, category])),
  children: Map.groupBy(
    [...categories].sort((one, other) => one.place - other.place),
    ({ parentId }) => parentId,
  ),
});

const indexOf = ({ categories }: CategoryTree): TreeIndex => {
  const index = indexes.get(categories) ?? makeIndex(categories);
  indexes.set(categories, index);
  return index;
};

export const categoryOf = (tree: CategoryTree, id: string): Category | undefined => indexOf(tree).byId.get(id);

export const childrenOf = (tree: CategoryTree, parentId: string | null): readonly Category[] =>
  indexOf(tree).children.get(parentId) ?? [];

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

/** The ids of deleted categories, by the category that they were merged into. */
const mergedInto = new WeakMap<CategoryTree, ReadonlyMap<string | undefined, string[]>>();

const namesOf = (tree: CategoryTree, id: string): readonly string[] => {
  const merged = mergedInto.get(tree) ?? Map.groupBy(Object.keys(tree.merged), (gone) => idNow(tree, gone));
  mergedInto.set(tree, merged);
  return merged.get(id) ?? [];
};

/** The ids under which products may name a category of this subtree: also those of categories that were merged into it. */
export const namesOfSubtree = (tree: CategoryTree, id: string): string[] => {
  const members = subtreeOf(tree, id);
  return [...members, ...members.flatMap((member) => namesOf(tree, member))];
};
