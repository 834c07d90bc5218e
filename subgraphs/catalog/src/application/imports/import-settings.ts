import type { AttributeDefinition } from '../../domain/attributes/definition.ts';
import {
  type AttributeDefinitions,
  type AttributeRefusal,
  saveDefinition,
} from '../../domain/attributes/definitions.ts';
import { type CategoryRefusal, createCategory } from '../../domain/categories/change-tree.ts';
import { type Category, type CategoryTree, idNow } from '../../domain/categories/tree.ts';
import { changeWhole, type WholeDocument } from '../whole-document.ts';

export type ImportedCategory = Pick<Category, 'id' | 'name' | 'slug' | 'parentId'>;

/** What became of each item, in the order of the items. */
export type ItemOutcome<Refusal> = 'added' | 'known' | Refusal;

interface Added<Value, Refusal> {
  readonly value: Value;
  readonly outcomes: readonly ItemOutcome<Refusal>[];
}

type Add<Value, Item, Refusal> = (
  value: Value,
  item: Item,
) => { readonly value: Value; readonly outcome: ItemOutcome<Refusal> };

const addAll = <Value, Item, Refusal>(
  empty: Value,
  items: readonly Item[],
  add: Add<Value, Item, Refusal>,
): Added<Value, Refusal> => {
  let value = empty;
  const outcomes = items.map((item) => {
    const next = add(value, item);
    value = next.value;
    return next.outcome;
  });
  return { value, outcomes };
};

/** A category that staff has renamed, moved or merged into another stays so. */
const addCategory: Add<CategoryTree, ImportedCategory, CategoryRefusal> = (tree, { parentId, ...category }) => {
  if (idNow(tree, category.id) !== undefined) return { value: tree, outcome: 'known' };
  const parent = parentId === null ? null : (idNow(tree, parentId) ?? parentId);
  const decision = createCategory(tree, category, { parentId: parent });
  return decision.ok ? { value: decision.tree, outcome: 'added' } : { value: tree, outcome: decision.refusal };
};

const addDefinition =
  (tree: CategoryTree): Add<AttributeDefinitions, AttributeDefinition, AttributeRefusal> =>
  (known, definition) => {
    if (known.definitions.some(({ name }) => name === definition.name)) return { value: known, outcome: 'known' };
    const categoryIds = definition.categoryIds.filter((id) => idNow(tree, id) === undefined);
    if (categoryIds.length > 0) return { value: known, outcome: { code: 'CATEGORY_UNKNOWN', categoryIds } };
    const decision = saveDefinition(known, definition);
    return decision.ok ? { value: decision.value, outcome: 'added' } : { value: known, outcome: decision.refusal };
  };

const keep = async <Value extends { readonly version: number }, Refusal>(
  document: WholeDocument<Value>,
  add: (value: Value) => Added<Value, Refusal>,
  isDryRun: boolean,
): Promise<readonly ItemOutcome<Refusal>[]> => {
  let outcomes: readonly ItemOutcome<Refusal>[] = [];
  await changeWhole<Value, Refusal>(document, (before) => {
    const added = add(before);
    ({ outcomes } = added);
    return { ok: true, value: isDryRun ? before : added.value };
  });
  return outcomes;
};

interface Settings {
  readonly tree: WholeDocument<CategoryTree>;
  readonly definitions: WholeDocument<AttributeDefinitions>;
}

/** Adds the categories that are not there yet, all at once; parents come before their children. */
export const importCategories = (
  { tree }: Settings,
  categories: readonly ImportedCategory[],
  isDryRun: boolean,
): Promise<readonly ItemOutcome<CategoryRefusal>[]> =>
  keep(tree, (before) => addAll(before, categories, addCategory), isDryRun);

/** Adds the definitions of attributes that are not there yet, all at once. */
export const importDefinitions = async (
  { tree, definitions }: Settings,
  wanted: readonly AttributeDefinition[],
  isDryRun: boolean,
): Promise<readonly ItemOutcome<AttributeRefusal>[]> => {
  const add = addDefinition(await tree.load());
  return keep(definitions, (before) => addAll(before, wanted, add), isDryRun);
};
