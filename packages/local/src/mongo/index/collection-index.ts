import type { Document } from 'bson';
import { CommandError } from '../errors.ts';
import { compileFilter, type Filter } from '../query/filter.ts';

import { makeOrderedEntries, type OrderedEntries, type Row } from './ordered-entries.ts';
import type { FieldKeys } from './path.ts';
import { decode, elementValue, findElement, type Path, pathOf, rawFieldKeys } from './raw-document.ts';

export type IndexSpec = {
  readonly name: string;
  readonly key: Readonly<Record<string, number>>;
  readonly unique?: boolean;
  readonly sparse?: boolean;
  readonly partialFilterExpression?: Document;
};

export type CollectionIndex = {
  readonly spec: IndexSpec;
  readonly fields: readonly { readonly name: string; readonly direction: number; readonly path: Path }[];
  readonly entries: OrderedEntries;
  /** A document has had an array here, so one document may have several entries. */
  isMultikey(): boolean;
  keysOf(raw: Buffer): readonly string[];
  /** The row that already holds one of the keys, when the index is unique. */
  conflict(keys: readonly string[], self?: Row): Row | undefined;
  add(keys: readonly string[], row: Row): void;
  remove(keys: readonly string[], row: Row): void;
};

const combine = (fields: readonly FieldKeys[]): string[] =>
  fields.reduce<string[]>((keys, field) => keys.flatMap((key) => field.keys.map((next) => key + next)), ['']);

/** Whether the document belongs in the index at all, by `partialFilterExpression`. */
const makeMembership = ({ partialFilterExpression }: IndexSpec): ((raw: Buffer) => boolean) => {
  if (!partialFilterExpression) return () => true;
  const filter: Filter = compileFilter(partialFilterExpression);
  return (raw) => filter.test(decode(raw));
};

export const makeIndex = (spec: IndexSpec): CollectionIndex => {
  const fields = Object.entries(spec.key).map(([name, direction]) => ({ name, direction, path: pathOf(name) }));
  const isMember = makeMembership(spec);
  const entries = makeOrderedEntries();
  let multikey = false;

  const keysOf = (raw: Buffer): readonly string[] => {
    if (!isMember(raw)) return [];
    const found = fields.map(({ path }) => rawFieldKeys(raw, path));
    if (spec.sparse && found.every(({ missing }) => missing)) return [];
    if (!multikey && found.some(({ multi }) => multi)) multikey = true;
    return found.length === 1 ? (found[0]?.keys ?? []) : combine(found);
  };

  const conflict = (keys: readonly string[], self?: Row): Row | undefined => {
    if (!spec.unique) return undefined;
    for (const key of keys) {
      const row = entries.first(key);
      if (row && row !== self) return row;
    }
    return undefined;
  };

  return {
    spec,
    fields,
    entries,
    isMultikey: () => multikey,
    keysOf,
    conflict,
    add: (keys, row) => {
      for (const key of keys) entries.add(key, row);
    },
    remove: (keys, row) => {
      for (const key of keys) entries.remove(key, row);
    },
  };
};

const valueAt = (raw: Buffer, path: Path): unknown => {
  const [name] = path.names;
  if (path.names.length > 1 || !name) return path.parts.reduce<unknown>(childOf, decode(raw));
  const element = findElement(raw, name);
  return element ? elementValue(raw, element) : null;
};

const childOf = (value: unknown, part: string): unknown =>
  typeof value === 'object' && value !== null ? ((value as Record<string, unknown>)[part] ?? null) : null;

/** The error MongoDB gives for a second document with the same unique key. */
export const duplicateKey = (namespace: string, index: CollectionIndex, raw: Buffer): CommandError => {
  const keyValue = Object.fromEntries(index.fields.map(({ name, path }) => [name, valueAt(raw, path)]));
  const shown = Object.entries(keyValue).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return new CommandError(
    11000,
    `E11000 duplicate key error collection: ${namespace} index: ${index.spec.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: index.spec.key, keyValue },
  );
};
