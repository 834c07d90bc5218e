import type { SourceProduct } from '../import/source.ts';
import type { FieldProblem, ProblemCode } from './record.ts';

const CODES = { slug: 'DUPLICATE_SLUG', sku: 'DUPLICATE_SKU' } as const satisfies Record<string, ProblemCode>;

interface Name {
  readonly field: keyof typeof CODES;
  readonly value: string;
}

const namesOf = ({ details }: SourceProduct): Name[] => [
  { field: 'slug', value: details.slug },
  ...details.variants.map(({ sku }): Name => ({ field: 'sku', value: sku })),
];

const keyOf = ({ field, value }: Name): string => `${field}:${value}`;

/** Notices a slug or SKU that an earlier product of the same source has. It remembers all names: about 100 bytes each. */
export const makeRepeatedNames = () => {
  const taken = new Map<string, number>();
  return {
    /** What of a product was there before; where nothing was, its names are taken. */
    of: (product: SourceProduct, line: number): FieldProblem[] => {
      const names = namesOf(product);
      const repeated = names.filter((name) => taken.has(keyOf(name)));
      if (repeated.length === 0) for (const name of names) taken.set(keyOf(name), line);
      return repeated.map((name) => ({
        code: CODES[name.field],
        field: name.field,
        message: `${name.value} stands in line ${taken.get(keyOf(name))} already`,
      }));
    },
  };
};
