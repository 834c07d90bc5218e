import type { Document } from 'bson';
import { CommandError } from '../errors.ts';
import type { CollectionIndex } from '../index/collection-index.ts';
import { AFTER, keyOf, TAGS } from '../index/key.ts';
import type { Row } from '../index/ordered-entries.ts';
import type { Collection } from '../storage/collection.ts';
import { type Bounds, type Conditions, readConditions } from './bounds.ts';
import type { SortSpec } from './sort.ts';

export type Plan = {
  readonly rows: Iterable<Row>;
  /** Every row matches: no need to read and test it. */
  readonly exact: boolean;
  readonly sorted: boolean;
};

type Choice = {
  readonly index: CollectionIndex;
  readonly ranges: readonly (readonly [low: string, high: string])[];
  readonly score: number;
  readonly used: number;
  readonly direction: 1 | -1 | undefined;
};

const MOST_RANGES = 5_000;

/** An index that leaves documents out may only answer filters that cannot match those. */
const isFull = ({ spec }: CollectionIndex, filter: Document, { fields }: Conditions): boolean => {
  if (spec.sparse && !Object.keys(spec.key).some((name) => isPresent(fields.get(name)))) return false;
  return Object.entries(spec.partialFilterExpression ?? {}).every(
    ([name, wanted]) =>
      (name in filter && keyOf(filter[name]) === keyOf(wanted)) ||
      (keyOf(wanted) === keyOf({ $exists: true }) && isPresent(fields.get(name))),
  );
};
const isPresent = (bounds: Bounds | undefined): boolean => bounds !== undefined && !bounds.exact?.includes(TAGS.null);

/** 1 or -1 when walking the index after `fixed` equal fields gives the order asked for. */
const directionFor = (index: CollectionIndex, fixed: number, sort: SortSpec): 1 | -1 | undefined => {
  const settled = new Set(index.fields.slice(0, fixed).map(({ name }) => name));
  const wanted = Object.entries(sort).filter(([field]) => !settled.has(field));
  const first = Number(wanted[0]?.[1] ?? 1);
  const fits = wanted.every(
    ([field, direction], at) => index.fields[fixed + at]?.name === field && Number(direction) === first,
  );
  return fits && !index.isMultikey() ? (first === -1 ? -1 : 1) : undefined;
};

const prefixesOf = (index: CollectionIndex, fields: ReadonlyMap<string, Bounds>) => {
  let prefixes = [''];
  let used = 0;
  for (const { name } of index.fields) {
    const exact = fields.get(name)?.exact;
    if (!exact || prefixes.length * exact.length > MOST_RANGES) break;
    prefixes = prefixes.flatMap((prefix) => exact.map((key) => prefix + key));
    used += 1;
  }
  return { prefixes, used };
};

const consider = (index: CollectionIndex, fields: ReadonlyMap<string, Bounds>, sort: SortSpec): Choice => {
  const { prefixes, used } = prefixesOf(index, fields);
  const next = fields.get(index.fields[used]?.name ?? '');
  const range = next && !next.exact ? next : undefined;
  // Several elements of an array may satisfy one end each, so only one end may narrow the search.
  const high = index.isMultikey() && range?.low !== undefined ? AFTER : (range?.high ?? AFTER);
  const ranges = prefixes.map((prefix) => [prefix + (range?.low ?? ''), prefix + high] as const);
  const direction = prefixes.length === 1 ? directionFor(index, used, sort) : undefined;
  const whole = index.spec.unique && used === index.fields.length ? 1_000 : 0;
  const isSorted = direction !== undefined && Object.keys(sort).length > 0;
  return {
    index,
    ranges,
    direction,
    used: used + Number(range !== undefined),
    score: whole + used * 10 + (range ? 5 : 0) + (isSorted ? 3 : 0),
  };
};

function* walk({ index, ranges, direction }: Choice): Generator<Row> {
  const seen = index.isMultikey() ? new Set<Row>() : undefined;
  for (const [low, high] of ranges) {
    const rows = direction === -1 ? index.entries.descending(low, high) : index.entries.ascending(low, high);
    for (const row of rows) {
      if (seen?.has(row)) continue;
      seen?.add(row);
      yield row;
    }
  }
}

const best = (collection: Collection, filter: Document, sort: SortSpec): [Choice | undefined, Conditions] => {
  const conditions = readConditions(filter);
  const choices = [...collection.indexes.values()]
    .filter((index) => isFull(index, filter, conditions))
    .map((index) => consider(index, conditions.fields, sort))
    .filter(({ score }) => score > 0);
  return [choices.sort((one, other) => other.score - one.score)[0], conditions];
};

/** `$or` is answered from the indexes when every alternative can be. */
const unionOf = (collection: Collection, alternatives: readonly Document[]): Plan | undefined => {
  const rows = new Set<Row>();
  const choices = alternatives.map((filter) => best(collection, filter, {})[0]);
  for (const choice of choices) {
    if (!choice) return undefined;
    for (const row of walk(choice)) rows.add(row);
  }
  return { rows, exact: false, sorted: false };
};

/** Chooses how to reach the documents a filter can match, in the order asked for where an index has it. */
export const planFor = (collection: Collection, filter: Document, sort: SortSpec = {}): Plan => {
  const [choice, conditions] = best(collection, filter, sort);
  const isNarrow = (choice?.used ?? 0) > 0;
  const union = !isNarrow && conditions.alternatives ? unionOf(collection, conditions.alternatives) : undefined;
  if (union) return union;
  const unsorted = Object.keys(sort).length === 0;
  const isEverything = Object.keys(filter).length === 0;
  if (!choice && !isEverything && collection.settings.noTableScan)
    throw new CommandError(291, `no index serves this query of ${collection.namespace}, and notablescan is set`);
  if (!choice) return { rows: collection.rows, exact: isEverything, sorted: unsorted };
  const exact = conditions.complete && choice.used === conditions.fields.size && !choice.index.isMultikey();
  return { rows: walk(choice), exact, sorted: unsorted || choice.direction !== undefined };
};
