import type { Document } from 'bson';
import { setValue } from 'mingo/util';
import { CommandError } from '../errors.ts';
import { leavesOf } from '../index/path.ts';

type Field = readonly [path: string, value: unknown];
type Mode = 'inclusion' | 'exclusion';

export interface Projection {
  /** What mingo understands. */
  readonly fields: Document;
  /** Lists to cut in documents that keep their other fields: mingo would leave those out. */
  readonly slices: readonly Field[];
}

const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
const operatorOf = (value: unknown): string | undefined =>
  isPlain(value) ? Object.keys(value).find((name) => name.startsWith('$')) : undefined;

/** `{ set: { code: 1 } }` is `{ 'set.code': 1 }`. */
const flatten = (projection: Document, prefix = ''): Field[] =>
  Object.entries(projection).flatMap(([name, value]) =>
    isPlain(value) && operatorOf(value) === undefined
      ? flatten(value, `${prefix}${name}.`)
      : [[prefix + name, value] as const],
  );

const isLeftOut = (value: unknown): boolean => value === 0 || value === false;
const isSlice = ([, value]: Field): boolean => operatorOf(value) === '$slice';

const modeOf = (fields: readonly Field[]): Mode => {
  let mode: Mode | undefined;
  for (const [path, value] of fields) {
    if (path === '_id') continue;
    const next = isLeftOut(value) ? 'exclusion' : 'inclusion';
    if (mode === 'inclusion' && next === 'exclusion')
      throw new CommandError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    if (mode === 'exclusion' && next === 'inclusion')
      throw new CommandError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
    mode = next;
  }
  const id = fields.find(([path]) => path === '_id');
  return mode ?? (id && !isLeftOut(id[1]) ? 'inclusion' : 'exclusion');
};

/** Reads what a client wants to see of documents; refuses what contradicts itself, as MongoDB does. */
export const readProjection = (projection: Document): Projection => {
  const all = flatten(projection);
  if (all.some(([, value]) => operatorOf(value) === '$meta'))
    throw new CommandError(
      115,
      "'$meta' is not supported by Cardstock's local MongoDB; set MONGODB_URL to use a real one",
    );
  const others = all.filter((field) => !isSlice(field));
  const slices = modeOf(others) === 'exclusion' ? all.filter(isSlice) : [];
  return { fields: Object.fromEntries(slices.length > 0 ? others : all), slices };
};

const cut = (list: readonly unknown[], bounds: unknown): unknown[] => {
  const [from, count] = Array.isArray(bounds) ? bounds.map(Number) : [Number(bounds)];
  if (from === undefined) return [...list];
  if (count !== undefined) {
    const start = from < 0 ? Math.max(0, list.length + from) : from;
    return list.slice(start, start + count);
  }
  return from < 0 ? list.slice(from) : list.slice(0, from);
};

/** A document with its lists cut. */
export const sliced = (document: Document, slices: readonly Field[]): Document => {
  for (const [path, value] of slices) {
    const [list] = leavesOf(document, path.split('.'));
    if (Array.isArray(list)) setValue(document, path, cut(list, (value as Document)['$slice']));
  }
  return document;
};
