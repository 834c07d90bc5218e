import type { Criteria } from '../application/read.ports.ts';
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

/** Stock is sold out without the catalogue being told first: what tells of it is old at once. */
export const asksForStock = ({ inStock }: Criteria): boolean => inStock !== undefined;
