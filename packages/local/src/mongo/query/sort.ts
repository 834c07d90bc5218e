import { CommandError } from '../errors.ts';
import type { FieldKeys } from '../index/path.ts';
import { fieldKeysOf } from '../index/path.ts';
import { type Path, pathOf, rawFieldKeys } from '../index/raw-document.ts';

export type SortSpec = Readonly<Record<string, unknown>>;
type Sortable<T> = { readonly item: T; readonly keys: readonly string[] };

/** Refuses an order that there is not, and those that are not built here (by relevance, by place on the disk). */
export const checkSort = (spec: SortSpec): void => {
  for (const [field, direction] of Object.entries(spec)) {
    if (field === '$natural' || typeof direction === 'object')
      throw new CommandError(115, `sorting by ${field} this way is not supported by Cardstock's local MongoDB`);
    if (typeof direction === 'string') throw new CommandError(15974, `$sort key ordering of ${field} must be a number`);
    if (Math.abs(Number(direction)) !== 1)
      throw new CommandError(15975, `$sort key ordering of ${field} must be 1 or -1`);
  }
};

const readSpec = (spec: SortSpec) =>
  Object.entries(spec).map(([field, direction]) => ({ path: pathOf(field), descending: Number(direction) === -1 }));

/** An array sorts by its smallest element going up and its largest going down. */
const extreme = ({ keys }: FieldKeys, descending: boolean): string =>
  keys.reduce((best, key) => (key > best === descending ? key : best));

const sortBy = <T>(items: Iterable<T>, spec: SortSpec, keysAt: (item: T, path: Path) => FieldKeys): T[] => {
  const fields = readSpec(spec);
  const compare = (one: Sortable<T>, other: Sortable<T>): number => {
    for (const [index, { descending }] of fields.entries()) {
      const left = one.keys[index] ?? '';
      const right = other.keys[index] ?? '';
      if (left !== right) return left < right === descending ? 1 : -1;
    }
    return 0;
  };
  const sortables = Array.from(items, (item) => ({
    item,
    keys: fields.map(({ path, descending }) => extreme(keysAt(item, path), descending)),
  }));
  return sortables.sort(compare).map(({ item }) => item);
};

export const sortDocuments = <T>(documents: Iterable<T>, spec: SortSpec): T[] =>
  sortBy(documents, spec, (document, path) => fieldKeysOf(document, path.parts));

/** Sorts what `read` gives the bytes of, without decoding whole documents. */
export const sortRaw = <T>(items: Iterable<T>, spec: SortSpec, read: (item: T) => Buffer): T[] => {
  const names = Object.keys(spec).map(pathOf);
  const withKeys = Array.from(items, (item) => {
    const raw = read(item);
    return { item, keys: new Map(names.map((path) => [path.parts.join('.'), rawFieldKeys(raw, path)])) };
  });
  const none: FieldKeys = { keys: [''], missing: true, multi: false };
  return sortBy(withKeys, spec, ({ keys }, path) => keys.get(path.parts.join('.')) ?? none).map(({ item }) => item);
};
