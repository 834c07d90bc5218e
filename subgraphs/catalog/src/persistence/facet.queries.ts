import type { Sql } from '@cardstock/messaging';
import type { Criteria, FacetView } from '../application/read.ports.ts';
import { startSearch } from './search-conditions.ts';

const FACETS = {
  kind: 'p.kind',
  game: 'p.game',
  set: 'p.set_name',
  rarity: 'p.rarity',
  type: 'p.types',
  condition: 'p.conditions',
  foiling: 'p.foilings',
} as const;
type FacetName = keyof typeof FACETS;
const NAMES = Object.keys(FACETS) as FacetName[];

type Group = { readonly count: number } & Readonly<Record<FacetName, string | readonly string[] | null>>;

const valuesIn = (value: string | readonly string[] | null): readonly string[] => {
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
};

/** Adds up one facet. Each group speaks of one facet only; in the others it is null. */
const toFacet = (field: FacetName, groups: readonly Group[]): FacetView => {
  const counts = new Map<string, number>();
  for (const group of groups) {
    for (const value of valuesIn(group[field])) counts.set(value, (counts.get(value) ?? 0) + group.count);
  }
  const buckets = [...counts].map(([value, count]) => ({ value, count }));
  return {
    field,
    buckets: buckets.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1)),
  };
};

/**
 * Counts the values of every facet over the products found, in one pass. Lists (types, conditions, foilings) are grouped
 * as they are, since few different ones exist, and taken apart here: far less work than unnesting every product's.
 */
export const facetsOf = async (sql: Sql, criteria: Criteria): Promise<FacetView[]> => {
  const { where, values } = startSearch(criteria);
  const columns = NAMES.map((name) => `${FACETS[name]} as "${name}"`).join(', ');
  const sets = NAMES.map((name) => `(${FACETS[name]})`).join(', ');
  const groups = await sql<Group>(
    `select ${columns}, count(*)::int as count from product p where ${where} group by grouping sets (${sets})`,
    values,
  );
  return NAMES.map((name) => toFacet(name, groups));
};
