import type { AttributeDefinitions } from '../domain/attributes/definitions.ts';
import { type CategoryTree, idNow } from '../domain/categories/tree.ts';
import type { CatalogRules } from '../domain/product/decision.ts';
import type { WholeDocument } from './whole-document.ts';

interface Parts {
  readonly tree: Pick<WholeDocument<CategoryTree, unknown>, 'load'>;
  readonly definitions: Pick<WholeDocument<AttributeDefinitions, unknown>, 'load'>;
}

/** What products are measured by now. A definition for a category that was merged is for the one that it went into. */
export const makeCatalogRules =
  ({ tree, definitions }: Parts) =>
  async (): Promise<CatalogRules> => {
    const [categories, known] = await Promise.all([tree.load(), definitions.load()]);
    const categoryIdNow = (id: string): string | undefined => idNow(categories, id);
    return {
      categoryIdNow,
      definitions: known.definitions.map((definition) => ({
        ...definition,
        categoryIds: definition.categoryIds.map((id) => categoryIdNow(id) ?? id),
      })),
    };
  };
