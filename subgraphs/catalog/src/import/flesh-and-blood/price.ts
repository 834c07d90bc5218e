import { createHash } from 'node:crypto';
import { inMarketCurrency, type Money } from '@cardstock/contracts';
import type { CardCondition } from '../../domain/product.ts';

// The data set has no prices, so these are made up; they only have to look plausible and always come out the same.

const CENTS_BY_RARITY: Readonly<Record<string, number>> = {
  Basic: 10,
  Token: 15,
  Common: 25,
  Rare: 75,
  'Super Rare': 250,
  Promo: 600,
  Majestic: 900,
  Legendary: 7_500,
  Marvel: 9_000,
  Fabled: 30_000,
};
const PERCENT_BY_FOILING: Readonly<Record<string, number>> = { Rainbow: 220, Cold: 600, Gold: 1_500 };
const PERCENT_BY_EDITION: Readonly<Record<string, number>> = { Alpha: 800, First: 150, Unlimited: 90 };
const PERCENT_BY_CONDITION: Readonly<Record<CardCondition, number>> = {
  NEAR_MINT: 100,
  LIGHTLY_PLAYED: 85,
  MODERATELY_PLAYED: 70,
  HEAVILY_PLAYED: 50,
  DAMAGED: 30,
};
const CENTS_OF_UNKNOWN_RARITY = 50;
const PERCENT_OF_SPECIAL_ART = 180;
const LEAST_CENTS = 5;
const VARIATION_PERCENT = 20;

export interface PricedPrinting {
  readonly print: string;
  readonly rarity: string;
  readonly foiling: string | null;
  readonly edition: string | null;
  readonly isSpecialArt: boolean;
}

const percentOf = (cents: number, percent: number): number => Math.round((cents * percent) / 100);

/** A percentage around 100 that looks random and belongs to this printing for ever. */
const variationOf = (print: string): number =>
  100 - VARIATION_PERCENT + (createHash('sha256').update(print).digest().readUInt16BE() % (2 * VARIATION_PERCENT + 1));

/** The made-up price of a printing, by condition: from rarity, foiling, edition, art, and a little variation by its name. */
export const priceOf = (printing: PricedPrinting): ((condition: CardCondition) => Money) => {
  const nearMint = [
    PERCENT_BY_FOILING[printing.foiling ?? ''] ?? 100,
    PERCENT_BY_EDITION[printing.edition ?? ''] ?? 100,
    printing.isSpecialArt ? PERCENT_OF_SPECIAL_ART : 100,
    variationOf(printing.print),
  ].reduce(percentOf, CENTS_BY_RARITY[printing.rarity] ?? CENTS_OF_UNKNOWN_RARITY);
  return (condition) => inMarketCurrency(Math.max(LEAST_CENTS, percentOf(nearMint, PERCENT_BY_CONDITION[condition])));
};
