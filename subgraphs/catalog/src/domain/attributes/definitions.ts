import type { AttributeDefinition } from './definition.ts';

/** All definitions, as one value that is changed as a whole. */
export interface AttributeDefinitions {
  readonly version: number;
  readonly definitions: readonly AttributeDefinition[];
}

export const NO_DEFINITIONS: AttributeDefinitions = { version: 0, definitions: [] };
export const MOST_DEFINITIONS = 300;

export type AttributeRefusal =
  | { readonly code: 'CATEGORY_UNKNOWN'; readonly categoryIds: readonly string[] }
  | { readonly code: 'ATTRIBUTE_UNKNOWN'; readonly name: string }
  | { readonly code: 'ATTRIBUTES_FULL'; readonly most: number };

export type DefinitionsDecision =
  | { readonly ok: true; readonly value: AttributeDefinitions }
  | { readonly ok: false; readonly refusal: AttributeRefusal };

/** Adds a definition, or replaces the one of this name. */
export const saveDefinition = (known: AttributeDefinitions, definition: AttributeDefinition): DefinitionsDecision => {
  const others = known.definitions.filter(({ name }) => name !== definition.name);
  if (others.length >= MOST_DEFINITIONS)
    return { ok: false, refusal: { code: 'ATTRIBUTES_FULL', most: MOST_DEFINITIONS } };
  const definitions = [...others, definition].sort((one, other) => (one.name < other.name ? -1 : 1));
  return { ok: true, value: { ...known, definitions } };
};

/** Products keep the values that they have under a name that is not defined any more. */
export const deleteDefinition = (known: AttributeDefinitions, name: string): DefinitionsDecision => {
  const definitions = known.definitions.filter((definition) => definition.name !== name);
  return definitions.length === known.definitions.length
    ? { ok: false, refusal: { code: 'ATTRIBUTE_UNKNOWN', name } }
    : { ok: true, value: { ...known, definitions } };
};
