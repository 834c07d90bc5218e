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
import { changesOf, type TreeChange } from '../../domain/categories/tree-change.ts';
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
  readonly tree: WholeDocument<CategoryTree, TreeChange>;
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

/** One change that staff wants of a category. */
interface Wanted {
  readonly request: StaffRequest;
  readonly commandId: string | undefined;
  readonly step: Parameters<typeof changesOf>[2];
  decide(tree: CategoryTree): TreeDecision | Promise<TreeDecision>;
}

/** Changes of the tree of categories by staff. Each throws UNAUTHENTICATED, FORBIDDEN or BAD_USER_INPUT. */
export const makeChangeCategories = ({ tree, documents, once, newId }: Parts) => {
  const change = async ({ request, commandId, step, decide }: Wanted): Promise<CategoryOutcome> => {
    const { viewer, at } = request;
    const by = { actor: editorOf(viewer), at, commandId };
    const outcome = await changeWhole<CategoryTree, TreeChange, CategoryRefusal>(tree, by, async (before) => {
      const decision = await decide(before);
      if (!decision.ok) return decision;
      return { ok: true, value: decision.tree, changes: changesOf(before, decision.tree, step) };
    });
    if (!outcome.ok) return outcome;
    const { type, categoryId } = step;
    const category = categoryOf(outcome.value, categoryId);
    if (category || type === 'DELETED') return { ok: true, tree: outcome.value, category };
    return { ok: false, refusal: { code: 'CATEGORY_UNKNOWN', categoryIds: [categoryId] } }; // sent again after its deletion
  };
  return {
    create: async (request: StaffRequest, { name, slug: wanted, ...at }: Naming & Spot) => {
      editorOf(request.viewer);
      checked(naming, { name, slug: wanted });
      checked(spot, at);
      return once((commandId) => {
        const id = commandId ?? newId();
        const step = { type: 'CREATED', categoryId: id } as const;
        return change({
          request,
          commandId,
          step,
          decide: (before) => createCategory(before, { id, name, slug: wanted }, at),
        });
      });
    },
    rename: async (request: StaffRequest, id: string, names: Renaming) => {
      editorOf(request.viewer);
      checked(naming, names);
      const step = { type: 'RENAMED', categoryId: id } as const;
      return once((commandId) =>
        change({ request, commandId, step, decide: (before) => renameCategory(before, id, names) }),
      );
    },
    move: async (request: StaffRequest, id: string, to: Spot) => {
      editorOf(request.viewer);
      checked(spot, to);
      const step = { type: 'MOVED', categoryId: id } as const;
      return once((commandId) =>
        change({ request, commandId, step, decide: (before) => moveCategory(before, id, to) }),
      );
    },
    remove: async (request: StaffRequest, id: string, reassignTo: string | undefined) => {
      editorOf(request.viewer);
      const decide = async (before: CategoryTree): Promise<TreeDecision> => {
        const ids = categoryOf(before, id) ? namesOfSubtree(before, id) : [];
        const productCount = reassignTo === undefined ? await documents.countInCategories(ids) : 0;
        return deleteCategory(before, id, { reassignTo, productCount });
      };
      const step = { type: 'DELETED', categoryId: id, reassignedTo: reassignTo } as const;
      return once((commandId) => change({ request, commandId, step, decide }));
    },
  };
};

export type ChangeCategories = ReturnType<typeof makeChangeCategories>;
