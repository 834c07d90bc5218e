import type { AttributeDefinition } from './definition.ts';
import type { AttributeDefinitions } from './definitions.ts';

export const DEFINITION_CHANGES = ['DEFINED', 'REDEFINED', 'DELETED'] as const;
export type DefinitionChangeType = (typeof DEFINITION_CHANGES)[number];

/** What one change made of one definition, for those who ask later. */
export interface DefinitionChange {
  readonly type: DefinitionChangeType;
  readonly name: string;
  /** null where there was none. */
  readonly before: AttributeDefinition | null;
  /** null where it is gone. */
  readonly after: AttributeDefinition | null;
}

const typeOf = (before: AttributeDefinition | null, after: AttributeDefinition | null): DefinitionChangeType => {
  if (after === null) return 'DELETED';
  return before === null ? 'DEFINED' : 'REDEFINED';
};

const FIELDS = ['label', 'type', 'allowedValues', 'isRequired', 'kinds', 'categoryIds'] as const;

const isSame = (one: AttributeDefinition | null, other: AttributeDefinition | null): boolean =>
  FIELDS.every((field) => JSON.stringify(one?.[field]) === JSON.stringify(other?.[field]));

const definitionOf = ({ definitions }: AttributeDefinitions, name: string): AttributeDefinition | null =>
  definitions.find((definition) => definition.name === name) ?? null;

/** What a step from one set of definitions to the next changed of one; nothing where it is as it was. */
export const changesOf = (
  known: AttributeDefinitions,
  next: AttributeDefinitions,
  name: string,
): readonly DefinitionChange[] => {
  const [before, after] = [definitionOf(known, name), definitionOf(next, name)];
  return isSame(before, after) ? [] : [{ type: typeOf(before, after), name, before, after }];
};
