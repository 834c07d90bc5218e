import { type Category, type CategoryTree, categoryOf, childrenOf, idNow, MOST_CATEGORIES, subtreeOf } from './tree.ts';

/** Why the tree was left as it was. */
export type CategoryRefusal =
  | { readonly code: 'CATEGORY_UNKNOWN'; readonly categoryIds: readonly string[] }
  | { readonly code: 'CATEGORY_CYCLE'; readonly categoryId: string; readonly parentId: string }
  | { readonly code: 'CATEGORY_SLUG_TAKEN'; readonly slug: string }
  | { readonly code: 'CATEGORY_NOT_EMPTY'; readonly childCount: number; readonly productCount: number }
  | { readonly code: 'CATEGORIES_FULL'; readonly most: number };

export type TreeDecision =
  | { readonly ok: true; readonly tree: CategoryTree }
  | { readonly ok: false; readonly refusal: CategoryRefusal };

const done = (tree: CategoryTree): TreeDecision => ({ ok: true, tree });
const refuse = (refusal: CategoryRefusal): TreeDecision => ({ ok: false, refusal });
const unknown = (...categoryIds: readonly string[]): TreeDecision => refuse({ code: 'CATEGORY_UNKNOWN', categoryIds });

export interface Spot {
  /** null: at the top. */
  readonly parentId: string | null;
  /** Place among the siblings, from 0; the last where there are fewer, or it is not given. */
  readonly place?: number | undefined;
}

const hasParent = (tree: CategoryTree, { parentId }: Spot): boolean =>
  parentId === null || categoryOf(tree, parentId) !== undefined;

const slugHolder = ({ categories }: CategoryTree, slug: string): Category | undefined =>
  categories.find((category) => category.slug === slug);

/** Counts the siblings of each category anew, in the order in which they are. */
const renumbered = (tree: CategoryTree, categories: readonly Category[]): CategoryTree => {
  const families = Map.groupBy(categories, ({ parentId }) => parentId);
  const counted = [...families.values()].flatMap((siblings) =>
    [...siblings].sort((one, other) => one.place - other.place).map((category, place) => ({ ...category, place })),
  );
  return { ...tree, categories: counted };
};

/** Puts a category at its spot: before whoever has that place now. */
const putAt = (tree: CategoryTree, category: Category, { parentId, place = Infinity }: Spot): CategoryTree => {
  const { categories } = renumbered(
    tree,
    tree.categories.filter(({ id }) => id !== category.id),
  );
  return renumbered(tree, [...categories, { ...category, parentId, place: place - 0.5 }]);
};

export type NewCategory = Pick<Category, 'id' | 'name' | 'slug'>;

export const createCategory = (tree: CategoryTree, { id, name, slug }: NewCategory, spot: Spot): TreeDecision => {
  if (categoryOf(tree, id)) return done(tree); // the same request again
  if (!hasParent(tree, spot)) return unknown(spot.parentId ?? '');
  if (slugHolder(tree, slug)) return refuse({ code: 'CATEGORY_SLUG_TAKEN', slug });
  if (tree.categories.length >= MOST_CATEGORIES) return refuse({ code: 'CATEGORIES_FULL', most: MOST_CATEGORIES });
  return done(putAt(tree, { id, name, slug, parentId: null, place: 0 }, spot));
};

interface Renaming {
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
}

export const renameCategory = (tree: CategoryTree, id: string, { name, slug }: Renaming): TreeDecision => {
  const known = categoryOf(tree, id);
  if (!known) return unknown(id);
  const holder = slug === undefined ? undefined : slugHolder(tree, slug);
  if (holder && holder.id !== id) return refuse({ code: 'CATEGORY_SLUG_TAKEN', slug: holder.slug });
  const renamed = { ...known, name: name ?? known.name, slug: slug ?? known.slug };
  return done({ ...tree, categories: tree.categories.map((category) => (category.id === id ? renamed : category)) });
};

/** Moves a category with all below it. */
export const moveCategory = (tree: CategoryTree, id: string, spot: Spot): TreeDecision => {
  const known = categoryOf(tree, id);
  if (!known) return unknown(id);
  const { parentId } = spot;
  if (!hasParent(tree, spot)) return unknown(parentId ?? '');
  if (parentId !== null && subtreeOf(tree, id).includes(parentId))
    return refuse({ code: 'CATEGORY_CYCLE', categoryId: id, parentId });
  return done(putAt(tree, known, spot));
};

interface Deletion {
  /** Where its children and products go; without it there must be none. */
  readonly reassignTo: string | undefined;
  readonly productCount: number;
}

const without = (tree: CategoryTree, id: string, merged: CategoryTree['merged']): CategoryTree =>
  renumbered(
    { ...tree, merged },
    tree.categories.filter((category) => category.id !== id),
  );

export const deleteCategory = (
  tree: CategoryTree,
  id: string,
  { reassignTo, productCount }: Deletion,
): TreeDecision => {
  if (!categoryOf(tree, id)) return unknown(id);
  const children = childrenOf(tree, id);
  if (reassignTo === undefined) {
    const isEmpty = children.length === 0 && productCount === 0;
    return isEmpty
      ? done(without(tree, id, tree.merged))
      : refuse({ code: 'CATEGORY_NOT_EMPTY', childCount: children.length, productCount });
  }
  if (!categoryOf(tree, reassignTo)) return unknown(reassignTo);
  if (subtreeOf(tree, id).includes(reassignTo))
    return refuse({ code: 'CATEGORY_CYCLE', categoryId: id, parentId: reassignTo });
  const moved = children.reduce((next, child) => putAt(next, child, { parentId: reassignTo }), tree);
  return done(without(moved, id, { ...tree.merged, [id]: reassignTo }));
};

/** The categories among these ids of products, as they are now, each once. */
export const categoriesNow = (tree: CategoryTree, ids: readonly string[]): Category[] =>
  [...new Set(ids.flatMap((id) => idNow(tree, id) ?? []))].flatMap((id) => categoryOf(tree, id) ?? []);
