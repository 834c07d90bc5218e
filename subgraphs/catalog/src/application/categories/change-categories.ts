import { z } from 'zod';
import {
  type CategoryRefusal,
  createCategory,
  deleteCategory,
  moveCategory,
  renameCategory,
  type Spot,
  type TreeDecision,
} from '../../domain/categories/change-tree.ts';
import { type Category, type CategoryTree, categoryOf, namesOfSubtree } from '../../domain/categories/tree.ts';
import { lineOf, slug } from '../../domain/product/checks.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import { checked } from '../checked.ts';
import type { Once } from '../once.ts';
import { changeWhole, type WholeDocument } from '../whole-document.ts';
import type { ProductDocuments } from '../write.ports.ts';

const place = z.int().min(0, 'must not be below zero').optional();
const spot = z.looseObject({ place });
const naming = z.looseObject({ name: lineOf(100).optional(), slug: slug.optional() });

export type CategoryOutcome =
  | { readonly ok: true; readonly tree: CategoryTree; readonly category: Category | undefined }
  | { readonly ok: false; readonly refusal: CategoryRefusal };

interface Parts {
  readonly tree: WholeDocument<CategoryTree>;
  readonly documents: ProductDocuments;
  readonly once: Once;
  newId(): string;
}

interface Naming {
  readonly name: string;
  readonly slug: string;
}

interface Renaming {
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
}

/** Changes of the tree of categories by staff. Each throws UNAUTHENTICATED, FORBIDDEN or BAD_USER_INPUT. */
export const makeChangeCategories = ({ tree, documents, once, newId }: Parts) => {
  const change = async (
    id: string,
    decide: (tree: CategoryTree) => TreeDecision | Promise<TreeDecision>,
  ): Promise<CategoryOutcome> => {
    const outcome = await changeWhole<CategoryTree, CategoryRefusal>(tree, async (before) => {
      const decision = await decide(before);
      return decision.ok ? { ok: true, value: decision.tree } : decision;
    });
    return outcome.ok ? { ok: true, tree: outcome.value, category: categoryOf(outcome.value, id) } : outcome;
  };
  return {
    create: async ({ viewer }: StaffRequest, { name, slug: wanted, ...at }: Naming & Spot) => {
      editorOf(viewer);
      checked(naming, { name, slug: wanted });
      checked(spot, at);
      return once((commandId) => {
        const id = commandId ?? newId();
        return change(id, (before) => createCategory(before, { id, name, slug: wanted }, at));
      });
    },
    rename: async ({ viewer }: StaffRequest, id: string, names: Renaming) => {
      editorOf(viewer);
      checked(naming, names);
      return once(() => change(id, (before) => renameCategory(before, id, names)));
    },
    move: async ({ viewer }: StaffRequest, id: string, to: Spot) => {
      editorOf(viewer);
      checked(spot, to);
      return once(() => change(id, (before) => moveCategory(before, id, to)));
    },
    remove: async ({ viewer }: StaffRequest, id: string, reassignTo: string | undefined) => {
      editorOf(viewer);
      return once(() =>
        change(id, async (before) => {
          const ids = categoryOf(before, id) ? namesOfSubtree(before, id) : [];
          const productCount = reassignTo === undefined ? await documents.countInCategories(ids) : 0;
          return deleteCategory(before, id, { reassignTo, productCount });
        }),
      );
    },
  };
};

export type ChangeCategories = ReturnType<typeof makeChangeCategories>;
