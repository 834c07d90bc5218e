import type { AttributeProblem, InvalidAttributeValue } from '../product/refusals.ts';
import type { ProductKind } from '../product.ts';
import type { AttributeDefinition } from './definition.ts';

interface Described {
  readonly kind: ProductKind;
  readonly categories: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

const appliesTo = ({ kind, categories }: Described, { kinds, categoryIds }: AttributeDefinition): boolean =>
  (kinds.length === 0 || kinds.includes(kind)) &&
  (categoryIds.length === 0 || categoryIds.some((id) => categories.includes(id)));

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

const textsIn = (value: unknown, { type }: AttributeDefinition): string[] | undefined => {
  if (type === 'TEXT') return isText(value) ? [value] : undefined;
  return isTextList(value) ? value : undefined;
};

const problemOf = (value: unknown, definition: AttributeDefinition): AttributeProblem | undefined => {
  const { type, allowedValues } = definition;
  if (type === 'NUMBER') return Number.isFinite(value) ? undefined : 'WRONG_TYPE';
  if (type === 'BOOLEAN') return typeof value === 'boolean' ? undefined : 'WRONG_TYPE';
  const texts = textsIn(value, definition);
  if (!texts) return 'WRONG_TYPE';
  const areAllowed = allowedValues.length === 0 || texts.every((text) => allowedValues.includes(text));
  return areAllowed ? undefined : 'VALUE_NOT_ALLOWED';
};

/**
 * What is wrong with the attributes of a product. Those that stay as they are known are left alone, whatever they are:
 * imports bring what no definition knows, and a definition may be younger than a product.
 */
export const attributeProblems = (
  definitions: readonly AttributeDefinition[],
  described: Described,
  known: Readonly<Record<string, unknown>>,
): InvalidAttributeValue[] => {
  const { attributes } = described;
  const applying = new Map(
    definitions
      .filter((definition) => appliesTo(described, definition))
      .map((definition) => [definition.name, definition]),
  );
  const isChanged = (name: string): boolean => JSON.stringify(attributes[name]) !== JSON.stringify(known[name]);
  const wrong = Object.entries(attributes)
    .filter(([name]) => isChanged(name))
    .flatMap(([name, value]): InvalidAttributeValue[] => {
      const definition = applying.get(name);
      const problem = definition ? problemOf(value, definition) : 'UNKNOWN';
      return problem ? [{ name, problem }] : [];
    });
  const missing = [...applying.values()].filter(
    ({ name, isRequired }) => isRequired && !Object.hasOwn(attributes, name),
  );
  return [...wrong, ...missing.map(({ name }): InvalidAttributeValue => ({ name, problem: 'MISSING' }))];
};
