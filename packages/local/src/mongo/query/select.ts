import type { Document } from 'bson';
import type { Row } from '../index/ordered-entries.ts';
import { decode } from '../index/raw-document.ts';
import type { Collection } from '../storage/collection.ts';
import { compileFilter } from './filter.ts';
import { planFor } from './plan.ts';
import { checkSort, type SortSpec, sortRaw } from './sort.ts';

export type Selection = {
  readonly filter: Document;
  readonly sort?: SortSpec | undefined;
  readonly skip?: number | undefined;
  readonly limit?: number | undefined;
};

/** The rows a filter matches, in order, reading no more documents than the plan needs. What makes no sense is refused of no collection, too. */
export const select = (
  collection: Collection | undefined,
  { filter, sort = {}, skip = 0, limit = 0 }: Selection,
): Row[] => {
  checkSort(sort);
  if (!collection) {
    compileFilter(filter);
    return [];
  }
  const plan = planFor(collection, filter, sort);
  const query = plan.exact ? undefined : compileFilter(filter);
  const end = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY;
  const rows: Row[] = [];
  for (const row of plan.rows) {
    if (plan.sorted && rows.length >= end) break;
    if (!query || query.test(decode(collection.read(row)))) rows.push(row);
  }
  const ordered = plan.sorted ? rows : sortRaw(rows, sort, collection.read);
  return skip > 0 || ordered.length > end ? ordered.slice(skip, end) : ordered;
};
