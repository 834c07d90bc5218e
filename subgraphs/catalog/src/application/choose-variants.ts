import { badUserInput } from '@cardstock/service';
import type { CardCondition } from '../domain/product.ts';
import type { VariantView } from './read.ports.ts';

/** Which SKUs of a product are wanted. Values of one list are alternatives; an absent part does not restrict. */
export interface VariantChoice {
  readonly condition?: readonly CardCondition[] | null;
  readonly foiling?: readonly string[] | null;
  readonly isFoil?: boolean | null;
  readonly edition?: readonly string[] | null;
  readonly language?: readonly string[] | null;
}

const MOST_VALUES = 100;

type Test = (variant: VariantView) => boolean;

const isOneOf = (field: 'condition' | 'foiling' | 'edition' | 'language', choice: VariantChoice): Test[] => {
  const given = choice[field];
  if (!given) return [];
  if (given.length > MOST_VALUES) throw badUserInput({ field, message: `must have at most ${MOST_VALUES} entries` });
  const wanted = new Set<string | null>(given);
  return [(variant) => wanted.has(variant[field])];
};

/**
 * The test that chosen SKUs pass. SKUs are chosen from all of a product's, which are read once for any number of
 * choices: a product has at most 500. Throws BAD_USER_INPUT.
 */
export const chosenBy = (choice: VariantChoice): Test => {
  const { isFoil } = choice;
  const tests = [
    ...isOneOf('condition', choice),
    ...isOneOf('foiling', choice),
    ...isOneOf('edition', choice),
    ...isOneOf('language', choice),
    ...(typeof isFoil === 'boolean' ? [({ foiling }: VariantView) => (foiling !== null) === isFoil] : []),
  ];
  return (variant) => tests.every((test) => test(variant));
};
