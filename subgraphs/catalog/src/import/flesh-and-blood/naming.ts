import type { CardCondition } from '../../domain/product.ts';

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  Rainbow: 'RF',
  Cold: 'CF',
  Gold: 'GF',
  Alpha: 'ALP',
  First: '1ST',
  Unlimited: 'UNL',
  'Extended Art': 'EA',
  'Full Art': 'FA',
  'Alternate Art': 'AA',
  'Alternate Border': 'AB',
  'Alternate Text': 'AT',
  Back: 'BK',
};
const CONDITION_CODES: Readonly<Record<CardCondition, string>> = {
  NEAR_MINT: 'NM',
  LIGHTLY_PLAYED: 'LP',
  MODERATELY_PLAYED: 'MP',
  HEAVILY_PLAYED: 'HP',
  DAMAGED: 'DMG',
};

const plain = (part: string): string => part.toUpperCase().replace(/[^A-Z0-9]+/g, '');

/** `DYN172-Rainbow` in near mint is `DYN172-RF-NM`. */
export const skuOf = (print: string, condition: CardCondition): string =>
  [...print.split('-').map((part) => ABBREVIATIONS[part] ?? plain(part)), CONDITION_CODES[condition]].join('-');

/** `annals-of-sutcliffe` printed as `DYN172-Rainbow` is `annals-of-sutcliffe-dyn172-rainbow`. */
export const slugOf = (card: string, print: string): string =>
  `${card}-${print}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/**
 * Gives the second printing of the same name a number, the third the next. The data set names one printing twice
 * (two artworks of GEM119); the order of the data decides which is which.
 */
export const makeUnique = (): ((print: string) => string) => {
  const seen = new Map<string, number>();
  return (print) => {
    const count = (seen.get(print) ?? 0) + 1;
    seen.set(print, count);
    return count === 1 ? print : `${print}-${count}`;
  };
};
