import { idFrom } from '@cardstock/contracts';
import { z } from 'zod';
import { CARD_CONDITIONS, type CardCondition, type ProductDetails, type VariantDetails } from '../../domain/product.ts';
import { gameMapping } from '../game-mapping.ts';
import type { SourceProduct } from '../source.ts';
import { makeUnique, skuOf, slugOf } from './naming.ts';
import { priceOf } from './price.ts';

type Card = typeof import('@flesh-and-blood/cards')['cards'][number];
type Printing = Card['printings'][number];

const GRAMS_OF_A_CARD = 2;
const COLORS: Readonly<Record<number, string>> = { 1: 'Red', 2: 'Yellow', 3: 'Blue' };
const CONDITION_NAMES: Readonly<Record<CardCondition, string>> = {
  NEAR_MINT: 'Near Mint',
  LIGHTLY_PLAYED: 'Lightly Played',
  MODERATELY_PLAYED: 'Moderately Played',
  HEAVILY_PLAYED: 'Heavily Played',
  DAMAGED: 'Damaged',
};

const colorOf = ({ pitch }: Card): string | undefined => (pitch === undefined ? undefined : COLORS[pitch]);

const finishOf = ({ edition, foiling, treatments = [] }: Printing): string[] => [
  ...(edition ? [`${edition} Edition`] : []),
  ...(foiling ? [`${foiling} Foil`] : []),
  ...treatments,
];

/** The attributes that are there: what a card does not have is left out, not null. */
const present = (attributes: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));

const attributesOf = (card: Card, printing: Printing): Record<string, unknown> =>
  present({
    card: card.cardIdentifier,
    typeLine: card.typeText,
    classes: card.classes,
    talents: card.talents,
    keywords: card.keywords,
    color: colorOf(card),
    pitch: card.pitch,
    cost: card.cost ?? card.specialCost,
    power: card.power ?? card.specialPower,
    defense: card.defense ?? card.specialDefense,
    arcane: card.arcane ?? card.specialArcane,
    life: card.life ?? card.specialLife,
    intellect: card.intellect,
    legalFormats: card.legalFormats,
    bannedFormats: card.bannedFormats,
    restrictedFormats: card.restrictedFormats,
    legalHeroes: card.legalHeroes,
    finish: finishOf(printing),
    edition: printing.edition,
    foiling: printing.foiling,
    treatments: printing.treatments,
    image: printing.image,
  });

const variantsOf = (card: Card, printing: Printing, print: string): VariantDetails[] => {
  const { rarity, edition = null, foiling = null, treatments = [] } = printing;
  const price = priceOf({ print, rarity, edition, foiling, isSpecialArt: treatments.length > 0 });
  const color = colorOf(card);
  const name = color ? `${card.name} (${color})` : card.name;
  return CARD_CONDITIONS.map((condition) => ({
    sku: skuOf(print, condition),
    title: [name, printing.identifier, ...finishOf(printing), CONDITION_NAMES[condition]].join(' · '),
    edition,
    foiling,
    condition,
    language: 'en',
    price: price(condition),
    weightGrams: GRAMS_OF_A_CARD,
  }));
};

const detailsOf = (card: Card, printing: Printing, print: string): ProductDetails => ({
  slug: slugOf(card.cardIdentifier, print),
  kind: 'SINGLE_CARD',
  name: card.name,
  game: 'Flesh and Blood',
  set: printing.set,
  number: printing.identifier,
  rarity: printing.rarity,
  types: [...card.types, ...card.subtypes],
  text: card.functionalText ?? null,
  artists: [...printing.artists],
  imageUrl: null, // the data set names pictures but not where they are
  attributes: attributesOf(card, printing),
  variants: variantsOf(card, printing, print),
});

const printing = z.looseObject({
  identifier: z.string(),
  print: z.string(),
  set: z.string(),
  rarity: z.string(),
  artists: z.array(z.string()),
  treatments: z.array(z.string()).optional(),
});
/** What must be there; all else of a card goes into attributes as it is. */
const card = z.looseObject({
  cardIdentifier: z.string(),
  name: z.string(),
  types: z.array(z.string()),
  subtypes: z.array(z.string()),
  printings: z.array(printing),
}) as unknown as z.ZodType<Card>;

/** One product per printing, one SKU per printing and condition. */
const begin = (): ((card: Card) => SourceProduct[]) => {
  const unique = makeUnique();
  return (card) =>
    card.printings.map((printing) => {
      const print = unique(printing.print);
      return { id: idFrom('flesh-and-blood', print), details: detailsOf(card, printing, print) };
    });
};

export const fleshAndBloodMapping = gameMapping<Card>({
  format: 'fab',
  name: 'flesh-and-blood',
  package: '@flesh-and-blood/cards',
  version: 1,
  card,
  load: async () => (await import('@flesh-and-blood/cards')).cards,
  begin,
});
