import { editDistance } from './edit-distance.ts';

/** A word of a search, and those that may have been meant. */
export interface TypedWord {
  readonly word: string;
  /** Whether something has it, or, of the last word, one that begins so. */
  readonly isKnown: boolean;
  readonly similar: readonly string[];
}

interface Choice {
  readonly words: readonly string[];
  readonly cost: number;
}

const MOST_CHOICES = 3;
/** A word that is known is seldom a misspelled one. */
const COST_OF_A_KNOWN_WORD = 1;

const byCost = (one: Choice, other: Choice): number => one.cost - other.cost;

/** What one word may have been, the most likely first. Longer words have more mistakes. */
const choicesOf = ({ word, isKnown, similar }: TypedWord): Choice[] => {
  const most = Math.ceil(word.length / 3);
  const meant = similar
    .filter((other) => other !== word)
    .map((other) => ({ words: [other], cost: editDistance(word, other) + (isKnown ? COST_OF_A_KNOWN_WORD : 0) }))
    .filter(({ cost }) => cost <= most)
    .sort(byCost)
    .slice(0, MOST_CHOICES);
  return isKnown || meant.length === 0 ? [{ words: [word], cost: 0 }, ...meant] : meant;
};

/** Texts that may have been meant, the most likely first, and not more than so many. */
export const correctionsOf = (typed: readonly TypedWord[], most: number): string[] => {
  const whole = typed.map(choicesOf).reduce<Choice[]>(
    (begun, choices) =>
      begun
        .flatMap(({ words, cost }) =>
          choices.map((next) => ({ words: [...words, ...next.words], cost: cost + next.cost })),
        )
        .sort(byCost)
        .slice(0, most + 1),
    [{ words: [], cost: 0 }],
  );
  const asTyped = typed.map(({ word }) => word).join(' ');
  return whole
    .map(({ words }) => words.join(' '))
    .filter((text) => text !== asTyped)
    .slice(0, most);
};
