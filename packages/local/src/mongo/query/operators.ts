import type { Document } from 'bson';
import { CommandError } from '../errors.ts';
import { keyOf } from '../index/key.ts';
import { candidatesOf, leavesOf } from '../index/path.ts';

/**
 * mingo compares BSON classes (Long, Decimal128, Binary, ObjectId) by their text. These take the place of its
 * comparison operators and use the same keys as the indexes, so a scan and an index always agree.
 */
type Test = (document: Document) => boolean;
type Matcher = (value: unknown) => boolean;

const overPath = (selector: string, matches: Matcher): Test => {
  const path = selector.split('.');
  return (document) => candidatesOf(document, path).some(matches);
};

const isSame = (expected: unknown): Matcher => {
  if (typeof expected === 'string' || typeof expected === 'boolean') return (value) => value === expected;
  if (expected instanceof RegExp) return (value) => typeof value === 'string' && expected.test(value);
  const key = keyOf(expected);
  return (value) => keyOf(value) === key;
};

const isOneOf = (expected: readonly unknown[]): Matcher => {
  const patterns = expected.filter((item) => item instanceof RegExp);
  const keys = new Set(expected.filter((item) => !(item instanceof RegExp)).map(keyOf));
  return (value) =>
    keys.has(keyOf(value)) || (typeof value === 'string' && patterns.some((pattern) => pattern.test(value)));
};

const isOrdered = (expected: unknown, accept: (order: number) => boolean): Matcher => {
  const key = keyOf(expected);
  return (value) => {
    const other = keyOf(value);
    if (other[0] !== key[0] || (value === undefined && expected !== null)) return false;
    return accept(other < key ? -1 : Number(other > key));
  };
};

const not =
  (test: Test): Test =>
  (document) =>
    !test(document);

const TYPES: Readonly<Record<string, Matcher>> = {
  decimal: (value) => bsonType(value) === 'Decimal128',
  number: (value) => typeof value === 'number' || ['Long', 'Decimal128'].includes(bsonType(value)),
  string: (value) => typeof value === 'string',
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && bsonType(value) === '',
  array: Array.isArray,
  binData: (value) => bsonType(value) === 'Binary',
  objectId: (value) => bsonType(value) === 'ObjectId',
  bool: (value) => typeof value === 'boolean',
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  regex: (value) => value instanceof RegExp,
  timestamp: (value) => bsonType(value) === 'Timestamp',
};
const TYPE_NUMBERS: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
};

function bsonType(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  if (value instanceof Date) return 'Date';
  if (value instanceof RegExp) return 'RegExp';
  return '_bsontype' in value ? String(value._bsontype) : '';
}

/** Documents are read as JavaScript has them, where a number is a number. */
const SAME_HERE = new Set(['double', 'int', 'long']);

const typeNamed = (given: unknown): Matcher => {
  const name = TYPE_NUMBERS[Number(given)] ?? String(given);
  if (SAME_HERE.has(name))
    throw new CommandError(115, `$type '${name}' is not supported by Cardstock's local MongoDB, which has 'number'`);
  const matches = TYPES[name];
  if (!matches) throw new CommandError(2, `Unknown type name alias: ${name}`);
  return matches;
};

const $type = (selector: string, names: unknown): Test => {
  const wanted = [names].flat().map(typeNamed);
  const matches: Matcher = (value) => value !== undefined && wanted.some((isOfType) => isOfType(value));
  return overPath(selector, matches);
};

const $exists = (selector: string, wanted: unknown): Test => {
  const path = selector.split('.');
  const exists: Test = (document) => leavesOf(document, path).some((leaf) => leaf !== undefined);
  return wanted ? exists : not(exists);
};

const $eq = (selector: string, expected: unknown): Test => overPath(selector, isSame(expected));
const $in = (selector: string, expected: readonly unknown[]): Test => overPath(selector, isOneOf(expected));
const ordered = (accept: (order: number) => boolean) => (selector: string, expected: unknown) =>
  overPath(selector, isOrdered(expected, accept));

const $mod = (selector: string, [divisor, rest]: readonly unknown[]): Test =>
  overPath(selector, (value) => typeof value === 'number' && Math.trunc(value) % Number(divisor) === Number(rest));

export const comparisons = {
  $eq,
  $ne: (selector: string, expected: unknown): Test => not($eq(selector, expected)),
  $in,
  $nin: (selector: string, expected: readonly unknown[]): Test => not($in(selector, expected)),
  $gt: ordered((order) => order > 0),
  $gte: ordered((order) => order >= 0),
  $lt: ordered((order) => order < 0),
  $lte: ordered((order) => order <= 0),
  $mod,
  $type,
  $exists,
};
