import { keyOf, TAGS } from './key.ts';

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !('_bsontype' in value);

/** What a dotted path reaches, following arrays the way MongoDB does: one leaf per array branch, `undefined` where a field is missing. */
export const leavesOf = (value: unknown, path: readonly string[], from = 0): unknown[] => {
  const name = path[from];
  if (name === undefined) return [value];
  if (Array.isArray(value)) {
    const branches = value.filter((item) => isPlain(item) && !Array.isArray(item));
    const leaves = branches.flatMap((item) => leavesOf(item, path, from));
    if (/^\d+$/.test(name) && Number(name) < value.length)
      leaves.push(...leavesOf(value[Number(name)], path, from + 1));
    return leaves;
  }
  if (!isPlain(value)) return [undefined];
  return leavesOf(Object.hasOwn(value, name) ? value[name] : undefined, path, from + 1);
};

/** The leaves, with the elements of those that are arrays: everything a condition on the path may match. */
export const candidatesOf = (document: unknown, path: readonly string[]): unknown[] => {
  const leaves = leavesOf(document, path);
  if (!leaves.some(Array.isArray)) return leaves;
  return leaves.flatMap((leaf) => (Array.isArray(leaf) ? [leaf, ...leaf] : [leaf]));
};

export type FieldKeys = { readonly keys: readonly string[]; readonly missing: boolean; readonly multi: boolean };

/** What an index holds for a path of a decoded value: one key per array element, the null key for a missing field. */
export const fieldKeysOf = (document: unknown, path: readonly string[]): FieldKeys => {
  const leaves = leavesOf(document, path);
  const multi = leaves.length !== 1 || Array.isArray(leaves[0]);
  const values = leaves.flatMap((leaf) => (Array.isArray(leaf) ? leaf : [leaf]));
  const isEmptyList = values.length === 0 && leaves.length > 0;
  const keys = values.length > 0 ? [...new Set(values.map(keyOf))] : [isEmptyList ? TAGS.empty : TAGS.null];
  return { keys, multi, missing: leaves.every((leaf) => leaf === undefined) };
};
