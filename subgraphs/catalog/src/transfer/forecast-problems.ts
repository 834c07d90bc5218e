import type { ImportForecast } from '../application/imports/check-import.ts';
import type { UniqueName } from '../domain/product/names.ts';
import type { InvalidAttributeValue } from '../domain/product/refusals.ts';
import type { FieldProblem } from './record.ts';

/** A name that another product of the catalogue has. */
export const takenName = ({ kind, value }: UniqueName): FieldProblem => ({
  code: kind === 'slug' ? 'SLUG_TAKEN' : 'SKU_TAKEN',
  field: kind,
  message: `${value} belongs to another product`,
});

const ATTRIBUTE_PROBLEMS = {
  UNKNOWN: { code: 'UNKNOWN_ATTRIBUTE', message: 'is not defined for this product' },
  WRONG_TYPE: { code: 'ATTRIBUTE_WRONG_TYPE', message: 'is of another type than its definition' },
  VALUE_NOT_ALLOWED: { code: 'ATTRIBUTE_VALUE_NOT_ALLOWED', message: 'is none of the values that are allowed' },
  MISSING: { code: 'ATTRIBUTE_MISSING', message: 'is required of this product' },
} as const;

const wrongAttribute = ({ name, problem }: InvalidAttributeValue): FieldProblem => ({
  ...ATTRIBUTE_PROBLEMS[problem],
  field: `attributes.${name}`,
});

const unknownCategory = (id: string): FieldProblem => ({
  code: 'CATEGORY_UNKNOWN',
  field: 'categories',
  message: `${id} is no category; import categories first`,
});

/** What keeps a product out of the catalogue as it is. */
export const forecastProblems = ({ taken, attributes, unknownCategories }: ImportForecast): FieldProblem[] => [
  ...taken.map(takenName),
  ...attributes.map(wrongAttribute),
  ...unknownCategories.map(unknownCategory),
];
