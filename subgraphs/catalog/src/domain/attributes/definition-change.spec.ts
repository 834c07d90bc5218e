import { describe, expect, it } from '@jest/globals';
import type { AttributeDefinition } from './definition.ts';
import { changesOf } from './definition-change.ts';
import { deleteDefinition, NO_DEFINITIONS, saveDefinition } from './definitions.ts';

const material: AttributeDefinition = {
  name: 'material',
  label: 'Material',
  type: 'TEXT',
  allowedValues: ['rubber'],
  isRequired: false,
  kinds: ['ACCESSORY'],
  categoryIds: [],
};
const after = (decision: ReturnType<typeof saveDefinition>) => {
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.value;
};
const defined = after(saveDefinition(NO_DEFINITIONS, material));

describe('what changed of definitions', () => {
  it('is one that is new, another, or gone', () => {
    const cloth = { ...material, allowedValues: ['rubber', 'cloth'] };
    const name = 'material';
    expect(changesOf(NO_DEFINITIONS, defined, name)).toEqual([
      { type: 'DEFINED', name, before: null, after: material },
    ]);
    expect(changesOf(defined, after(saveDefinition(defined, cloth)), name)).toEqual([
      { type: 'REDEFINED', name, before: material, after: cloth },
    ]);
    expect(changesOf(defined, after(deleteDefinition(defined, name)), name)).toEqual([
      { type: 'DELETED', name, before: material, after: null },
    ]);
  });

  it('is nothing where it is defined the same again', () => {
    expect(changesOf(defined, after(saveDefinition(defined, { ...material })), 'material')).toEqual([]);
  });
});
