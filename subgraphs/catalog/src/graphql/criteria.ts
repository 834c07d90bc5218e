import type { Criteria } from '../application/read.ports.ts';
import { type CategoryTree, idNow, namesOfSubtree } from '../domain/categories/tree.ts';
import type { ProductFilterInput } from './product.input.ts';

// PostgreSQL stores no NUL in text, so nothing in the catalogue has one.
const withoutNul = (text: string): string => text.replaceAll('\u0000', '');

const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return withoutNul(value);
  return Array.isArray(value) ? value.map(cleaned) : value;
};

/** What a client asks for as the criteria of a search: an explicit null restricts as little as an absent value. */
export const toCriteria = (
  query: string | null | undefined,
  filter: ProductFilterInput | null | undefined,
): Criteria => {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const words = withoutNul(query ?? '').trim();
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, cleaned(value)])),
    ...(words ? { query: words } : {}),
  };
};

/** The criteria with every category that is asked for unfolded: the ones below it, and those that were merged into one of these. */
export const withSubtrees = async (criteria: Criteria, tree: () => Promise<CategoryTree>): Promise<Criteria> => {
  if (criteria.category === undefined) return criteria;
  const now = await tree();
  const wanted = criteria.category.map((id) => idNow(now, id)).filter((id) => id !== undefined);
  return { ...criteria, category: [...new Set(wanted.flatMap((id) => namesOfSubtree(now, id)))] };
};

/**
 * Stock is sold out without the catalogue being told first, and what a category has depends on the tree of them: what
 * tells of these is not stored.
 */
export const isUnstorable = ({ inStock, category }: Criteria): boolean =>
  inStock !== undefined || category !== undefined;
