import type { Document } from 'bson';
import { AFTER, keyOf, TAGS } from '../index/key.ts';

/** What a filter says about one field, as index keys: some exact keys, or everything from `low` up to but not including `high`. */
export type Bounds = { readonly exact?: readonly string[]; readonly low?: string; readonly high?: string };

export type Conditions = {
  readonly fields: ReadonlyMap<string, Bounds>;
  readonly alternatives: readonly Document[] | undefined;
  /** The bounds say all the filter says, so what lies within them needs no further test. */
  readonly complete: boolean;
};

const isOperators = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  (Object.keys(value)[0]?.startsWith('$') ?? false);

const isIndexable = (value: unknown): boolean => !(value instanceof RegExp) && !Array.isArray(value);

const afterTag = (tag: string): string => String.fromCharCode(tag.charCodeAt(0) + 1);
const RANGED: ReadonlySet<string> = new Set([TAGS.number, TAGS.string, TAGS.objectId, TAGS.date, TAGS.boolean]);

const rangeOf = (operator: string, value: unknown): Bounds | undefined => {
  const key = keyOf(value);
  const tag = key.charAt(0);
  if (!RANGED.has(tag) || !isIndexable(value)) return undefined;
  if (operator === '$gt') return { low: key + AFTER, high: afterTag(tag) };
  if (operator === '$gte') return { low: key, high: afterTag(tag) };
  if (operator === '$lt') return { low: tag, high: key };
  if (operator === '$lte') return { low: tag, high: key + AFTER };
  return undefined;
};

const exactOf = (operator: string, value: unknown): Bounds | undefined => {
  const values = operator === '$eq' ? [value] : operator === '$in' && Array.isArray(value) ? value : undefined;
  if (!values?.every(isIndexable)) return undefined;
  return { exact: [...new Set(values.map(keyOf))].sort() };
};

const intersect = (one: Bounds, other: Bounds): Bounds | undefined => {
  if (one.exact || other.exact) return undefined;
  const low = (one.low ?? '') > (other.low ?? '') ? one.low : other.low;
  const high = (one.high ?? AFTER) < (other.high ?? AFTER) ? one.high : other.high;
  return { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
};

type Reading = { fields: Map<string, Bounds>; alternatives: Document[] | undefined; complete: boolean };

const readField = (reading: Reading, field: string, value: unknown): void => {
  const operators = isOperators(value) ? Object.entries(value) : [['$eq', value] as const];
  for (const [operator, operand] of operators) {
    const bounds = exactOf(operator, operand) ?? rangeOf(operator, operand);
    const known = reading.fields.get(field);
    const next = bounds && known ? intersect(known, bounds) : bounds;
    // Null also matches what an index may not hold; it narrows the search but still needs the test.
    if (!next || next.exact?.includes(TAGS.null)) reading.complete = false;
    if (next) reading.fields.set(field, next);
  }
};

const readInto = (reading: Reading, filter: Document): void => {
  for (const [field, value] of Object.entries(filter)) {
    if (field === '$and' && Array.isArray(value)) for (const part of value) readInto(reading, part);
    else if (field.startsWith('$')) {
      reading.complete = false;
      if (field === '$or' && Array.isArray(value)) reading.alternatives = value;
    } else readField(reading, field, value);
  }
};

/** Reads from a filter what an index could answer. */
export const readConditions = (filter: Document): Conditions => {
  const reading: Reading = { fields: new Map(), alternatives: undefined, complete: true };
  readInto(reading, filter);
  return reading;
};
