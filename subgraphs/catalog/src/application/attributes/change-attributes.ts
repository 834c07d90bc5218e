import { z } from 'zod';
import { ATTRIBUTE_TYPES, type AttributeDefinition } from '../../domain/attributes/definition.ts';
import { changesOf, type DefinitionChange } from '../../domain/attributes/definition-change.ts';
import {
  type AttributeDefinitions,
  type AttributeRefusal,
  type DefinitionsDecision,
  deleteDefinition,
  saveDefinition,
} from '../../domain/attributes/definitions.ts';
import { type CategoryTree, idNow } from '../../domain/categories/tree.ts';
import { attributeName, lineOf } from '../../domain/product/checks.ts';
import { PRODUCT_KINDS } from '../../domain/product.ts';
import { editorOf, type StaffRequest } from '../access.ts';
import { checked } from '../checked.ts';
import type { Once } from '../once.ts';
import { type Author, changeWhole, type WholeDocument } from '../whole-document.ts';

const MOST_VALUES = 500;
export const attributeDefinition = z
  .strictObject({
    name: attributeName,
    label: lineOf(100),
    type: z.enum(ATTRIBUTE_TYPES),
    allowedValues: z.array(lineOf(200)).max(MOST_VALUES, `must have at most ${MOST_VALUES} entries`),
    isRequired: z.boolean(),
    kinds: z.array(z.enum(PRODUCT_KINDS)).max(PRODUCT_KINDS.length),
    categoryIds: z.array(z.string().max(100)).max(100, 'must have at most 100 entries'),
  })
  .refine(({ type, allowedValues }) => allowedValues.length === 0 || type.startsWith('TEXT'), {
    path: ['allowedValues'],
    message: 'only texts can be restricted to a list',
  });

export type AttributeOutcome =
  | { readonly ok: true; readonly definition: AttributeDefinition | undefined }
  | { readonly ok: false; readonly refusal: AttributeRefusal };

interface Parts {
  readonly definitions: WholeDocument<AttributeDefinitions, DefinitionChange>;
  readonly tree: Pick<WholeDocument<CategoryTree, unknown>, 'load'>;
  readonly once: Once;
}

/** Changes of what staff may say of products. Each throws UNAUTHENTICATED, FORBIDDEN or BAD_USER_INPUT. */
export const makeChangeAttributes = ({ definitions, tree, once }: Parts) => {
  const change = (by: Author, name: string, decide: (known: AttributeDefinitions) => DefinitionsDecision) =>
    changeWhole<AttributeDefinitions, DefinitionChange, AttributeRefusal>(definitions, by, (known) => {
      const decision = decide(known);
      return decision.ok ? { ...decision, changes: changesOf(known, decision.value, name) } : decision;
    });
  return {
    save: async ({ viewer, at }: StaffRequest, wanted: AttributeDefinition): Promise<AttributeOutcome> => {
      const actor = editorOf(viewer);
      checked(attributeDefinition, wanted);
      const known = await tree.load();
      const categoryIds = wanted.categoryIds.filter((id) => idNow(known, id) === undefined);
      if (categoryIds.length > 0) return { ok: false, refusal: { code: 'CATEGORY_UNKNOWN', categoryIds } };
      return once(async (commandId) => {
        const outcome = await change({ actor, at, commandId }, wanted.name, (before) => saveDefinition(before, wanted));
        return outcome.ok ? { ok: true, definition: wanted } : outcome;
      });
    },
    remove: async ({ viewer, at }: StaffRequest, name: string): Promise<AttributeOutcome> => {
      const actor = editorOf(viewer);
      return once(async (commandId) => {
        const outcome = await change({ actor, at, commandId }, name, (before) => deleteDefinition(before, name));
        return outcome.ok ? { ok: true, definition: undefined } : outcome;
      });
    },
  };
};

export type ChangeAttributes = ReturnType<typeof makeChangeAttributes>;
