import type { AttributeDefinition } from '../../domain/attributes/definition.ts';
import { type DefinitionChange, changesOf as definitionChangesOf } from '../../domain/attributes/definition-change.ts';
import {
  type AttributeDefinitions,
  type AttributeRefusal,
  saveDefinition,
} from '../../domain/attributes/definitions.ts';
import { type CategoryRefusal, createCategory } from '../../domain/categories/change-tree.ts';
import { type Category, type CategoryTree, idNow } from '../../domain/categories/tree.ts';
import { type TreeChange, changesOf as treeChangesOf } from '../../domain/categories/tree-change.ts';
import { type Author, changeWhole, type Decision, type WholeDocument } from '../whole-document.ts';

export type ImportedCategory = Pick<Category, 'id' | 'name' | 'slug' | 'parentId'>;

/** What became of an item. */
export type ItemOutcome<Refusal> = 'added' | 'known' | Refusal;

/** Adds one item to the value; nothing changes where it is there already. */
type Add<Value, Item, Change, Refusal> = (value: Value, item: Item) => Decision<Value, Change, Refusal>;

/** A category that staff has renamed, moved or merged into another stays so. */
const addCategory: Add<CategoryTree, ImportedCategory, TreeChange, CategoryRefusal> = (tree, wanted) => {
  const { parentId, ...category } = wanted;
  if (idNow(tree, category.id) !== undefined) return { ok: true, value: tree, changes: [] };
  const parent = parentId === null ? null : (idNow(tree, parentId) ?? parentId);
  const decision = createCategory(tree, category, { parentId: parent });
  if (!decision.ok) return decision;
  const step = { type: 'CREATED', categoryId: category.id } as const;
  return { ok: true, value: decision.tree, changes: treeChangesOf(tree, decision.tree, step) };
};

const addDefinition =
  (tree: CategoryTree): Add<AttributeDefinitions, AttributeDefinition, DefinitionChange, AttributeRefusal> =>
  (known, wanted) => {
    if (known.definitions.some(({ name }) => name === wanted.name)) return { ok: true, value: known, changes: [] };
    const categoryIds = wanted.categoryIds.filter((id) => idNow(tree, id) === undefined);
    if (categoryIds.length > 0) return { ok: false, refusal: { code: 'CATEGORY_UNKNOWN', categoryIds } };
    const decision = saveDefinition(known, wanted);
    return decision.ok ? { ...decision, changes: definitionChangesOf(known, decision.value, wanted.name) } : decision;
  };

interface Addition<Value extends { readonly version: number }, Item, Change, Refusal> {
  readonly document: WholeDocument<Value, Change>;
  readonly items: readonly Item[];
  readonly add: Add<Value, Item, Change, Refusal>;
}

export interface SettingsImport {
  readonly by: Author;
  readonly isDryRun: boolean;
}

/** Adds what can be added, in one change of the document; says what became of each item, in their order. */
const addAll = async <Value extends { readonly version: number }, Item, Change, Refusal>(
  { document, items, add }: Addition<Value, Item, Change, Refusal>,
  { by, isDryRun }: SettingsImport,
): Promise<readonly ItemOutcome<Refusal>[]> => {
  let outcomes: ItemOutcome<Refusal>[] = [];
  await changeWhole<Value, Change, never>(document, by, (before) => {
    let value = before;
    const changes: Change[] = [];
    outcomes = items.map((item) => {
      const decision = add(value, item);
      if (!decision.ok) return decision.refusal;
      value = decision.value;
      changes.push(...decision.changes);
      return decision.changes.length > 0 ? 'added' : 'known';
    });
    return { ok: true, value, changes: isDryRun ? [] : changes };
  });
  return outcomes;
};

interface Settings {
  readonly tree: WholeDocument<CategoryTree, TreeChange>;
  readonly definitions: WholeDocument<AttributeDefinitions, DefinitionChange>;
}

/** Adds the categories that are not there yet; parents come before their children. */
export const importCategories = (
  { tree }: Settings,
  items: readonly ImportedCategory[],
  how: SettingsImport,
): Promise<readonly ItemOutcome<CategoryRefusal>[]> => addAll({ document: tree, items, add: addCategory }, how);

/** Adds the definitions of attributes that are not there yet. */
export const importDefinitions = async (
  { tree, definitions }: Settings,
  items: readonly AttributeDefinition[],
  how: SettingsImport,
): Promise<readonly ItemOutcome<AttributeRefusal>[]> =>
  addAll({ document: definitions, items, add: addDefinition(await tree.load()) }, how);
