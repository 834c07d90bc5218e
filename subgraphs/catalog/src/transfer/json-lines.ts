import { lineOf, problemsIn, productDetails, type ValueProblem } from '../domain/product/checks.ts';
import { activeVariants, type Product } from '../domain/product/state.ts';
import type { ProductDetails } from '../domain/product.ts';
import type { SourceProduct } from '../import/source.ts';

const MOST_CHARACTERS = 1_000_000;
const productId = lineOf(100);

export type ReadLine =
  | { readonly ok: true; readonly product: SourceProduct }
  | { readonly ok: false; readonly problems: readonly ValueProblem[] };

const wrong = (field: string, message: string): ReadLine => ({ ok: false, problems: [{ field, message }] });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (err) {
    if (err instanceof SyntaxError) return undefined;
    throw err;
  }
};

/** The product of a line, or all that is wrong with it. */
export const readLine = (text: string): ReadLine => {
  if (text.length > MOST_CHARACTERS) return wrong('', `must have at most ${MOST_CHARACTERS} characters`);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('', 'is no JSON object');
  const { id, ...details } = value as Record<string, unknown>;
  const ofId = problemsIn(productId, id).map(({ message }) => ({ field: 'id', message }));
  const problems = [...ofId, ...problemsIn(productDetails, details)];
  if (problems.length > 0) return { ok: false, problems };
  // In the order of the format: the same content is the same product, whoever wrote the line.
  const known = productDetails.parse(details) as ProductDetails;
  if (known.variants.length === 0) return wrong('variants', 'must not be empty');
  return { ok: true, product: { id: id as string, details: known } };
};

/** The line of a product that is for sale; retired SKUs are left out. */
export const writeLine = (id: string, product: Product): string => {
  const details = productDetails.parse({ ...product.details, variants: activeVariants(product) });
  return `${JSON.stringify({ id, ...details })}\n`;
};
