import { z } from 'zod';
import { CARD_CONDITIONS, PRODUCT_KINDS } from '../product.ts';
import { MOST_VARIANTS } from './decide-variants.ts';

/** A value that cannot be taken, and where it stands: `variants.0.sku`. */
export interface ValueProblem {
  readonly field: string;
  readonly message: string;
}

const MOST_ATTRIBUTES_LENGTH = 20_000;
const MOST_LEVELS = 10;
const MOST_GRAMS = 1_000_000;
/** The largest whole number of GraphQL and of the price columns. */
const MOST_MINOR_UNITS = 2_147_483_647;
// PostgreSQL stores neither NUL nor half a surrogate pair; other control characters have no place in a catalogue.
const ONE_LINE = /^[^\p{Cc}\p{Cs}]*$/u;
const LINES = /^[^\p{Cs}\0]*$/u;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SKU = /^[A-Za-z0-9][A-Za-z0-9._/+-]*$/;
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** One line that says something. */
export const lineOf = (most: number) =>
  z
    .string()
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`)
    .regex(ONE_LINE, 'must be one line of text')
    .regex(/\S/, 'must say something');

const optionalLine = lineOf(200).nullable();
const lines = (most: number) => z.array(lineOf(100)).max(most, `must have at most ${most} entries`);

export const slug = z
  .string()
  .max(200, 'must have at most 200 characters')
  .regex(SLUG, 'must be lower-case letters and digits in words joined by hyphens');
export const sku = z
  .string()
  .max(100, 'must have at most 100 characters')
  .regex(SKU, 'must be letters, digits and . _ / + -, beginning with a letter or digit');

const isStorable = (value: unknown): boolean => {
  if (typeof value === 'string') return LINES.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => LINES.test(key) && isStorable(item));
};

export const attributeName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,99}$/, 'must be at most 100 letters, digits and _, beginning with a letter');
/** What is nested without end would end the stack of whoever looks at it. */
const isShallow = (value: unknown, levels = MOST_LEVELS): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((item) => isShallow(item, levels - 1)));

const attributeValues = z
  .record(attributeName, z.json())
  .refine((value) => JSON.stringify(value).length <= MOST_ATTRIBUTES_LENGTH, {
    message: `must have at most ${MOST_ATTRIBUTES_LENGTH} characters as JSON`,
    params: { code: 'TEXT_TOO_LONG' },
  })
  .refine(isStorable, { message: 'must hold no NUL and no half of a surrogate pair' });

/** The schema would leave out a key of this name without a word. */
const hasPlainKeys = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  Object.entries(value).every(([key, item]) => key !== '__proto__' && hasPlainKeys(item));

const attributes = z
  .custom<Record<string, unknown>>((value) => isShallow(value), { message: 'is nested too deep', abort: true })
  .refine(hasPlainKeys, { message: 'must have no key __proto__', abort: true })
  .pipe(attributeValues);

export const price = z.object({
  amount: z.int('must be whole minor units').min(0, 'must not be below zero').max(MOST_MINOR_UNITS, 'is too large'),
  currency: z.string().refine((code) => CURRENCIES.has(code), {
    message: 'must be an ISO 4217 code',
    params: { code: 'UNKNOWN_CURRENCY' },
  }),
});

export const variantChanges = z
  .strictObject({
    title: lineOf(300),
    edition: optionalLine,
    foiling: optionalLine,
    condition: z.enum(CARD_CONDITIONS).nullable(),
    language: z.string().regex(/^[a-z]{2}$/, 'must be a language of ISO 639-1, such as en'),
    weightGrams: z.int('must be whole grams').min(1, 'must be at least 1').max(MOST_GRAMS, 'is too heavy'),
  })
  .partial();

export const variantDetails = z.strictObject({ ...variantChanges.required().shape, sku, price });

const ownDetails = z.strictObject({
  slug,
  kind: z.enum(PRODUCT_KINDS),
  name: lineOf(200),
  game: lineOf(100),
  set: optionalLine,
  number: lineOf(40).nullable(),
  rarity: lineOf(60).nullable(),
  types: lines(20),
  text: z.string().max(10_000, 'must have at most 10000 characters').regex(LINES, 'holds what is no text').nullable(),
  artists: lines(20),
  imageUrl: z
    .url({ protocol: /^https?$/, message: 'must be an address of http or https' })
    .max(2_000)
    .nullable(),
  attributes,
});

export const detailChanges = ownDetails.partial();
export const productDetails = ownDetails.extend({
  variants: z
    .array(variantDetails)
    .max(MOST_VARIANTS, `must be at most ${MOST_VARIANTS}`)
    .refine((variants) => new Set(variants.map((variant) => variant.sku)).size === variants.length, {
      message: 'must not name a SKU twice',
      params: { code: 'DUPLICATE_SKU' },
    }),
});

/** The part of a command that names prices. */
export const priced = z.looseObject({
  prices: z.array(z.strictObject({ sku, price })).max(MOST_VARIANTS, `must be at most ${MOST_VARIANTS}`),
});

export const categoryIds = z.array(z.string().max(100, 'is no id')).max(50, 'must have at most 50 entries');

/** The part of a command that names categories. */
export const assigned = z.looseObject({ categories: categoryIds });

/** What is wrong with a value, field by field; nothing where it can be taken. */
export const problemsIn = (schema: z.ZodType, value: unknown): ValueProblem[] =>
  (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => ({
    field: path.map(String).join('.'),
    message,
  }));
