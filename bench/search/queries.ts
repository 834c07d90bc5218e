import type { SourceProduct } from '@cardstock/catalog';

/** The variables of one search, as a client sends them. */
export interface SearchQuery {
  readonly query?: string;
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly sort?: string;
}

type Pick = <Item>(items: readonly Item[]) => Item;
type Kind = (product: SourceProduct['details'], random: () => number) => SearchQuery;

/** The same sequence for the same seed (mulberry32). */
const makeRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const BROAD = ['action', 'attack', 'rainbow', 'common', 'generic', 'rare', 'first edition', 'a', 'the', 'hero'];
const SORTS = ['NAME', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST'];

const withoutLetter = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);

/** What people send, in percent: half of it is a name that is being typed or was. */
const KINDS: readonly (readonly [percent: number, kind: Kind])[] = [
  [30, ({ name }, random) => ({ query: name.slice(0, 3 + Math.floor(random() * name.length)) })],
  [20, ({ name }) => ({ query: name })],
  [8, ({ number }) => ({ query: number ?? '' })],
  [10, ({ name, set }) => ({ query: `${name} ${set ?? ''}` })],
  [7, ({ name }, random) => ({ query: withoutLetter(name, 1 + Math.floor(random() * (name.length - 2))) })],
  [8, (_product, random) => ({ query: BROAD[Math.floor(random() * BROAD.length)] ?? '' })],
  [7, ({ set, rarity }) => ({ filter: { set: [set], rarity: [rarity] } })],
  [
    4,
    ({ name, rarity }) => ({
      query: name.split(' ')[0] ?? name,
      filter: { rarity: [rarity], condition: ['NEAR_MINT'] },
    }),
  ],
  [
    3,
    ({ types }, random) => ({
      filter: { type: types.slice(0, 1) },
      sort: SORTS[Math.floor(random() * SORTS.length)] ?? 'NAME',
    }),
  ],
  [2, ({ name }) => ({ query: name, filter: { maxPrice: 1_000, inStock: false } })],
  [1, () => ({})],
];

/** Different searches for these products, the same ones for the same seed. */
export const makeQueries = (products: readonly SourceProduct[], count: number, seed: number): SearchQuery[] => {
  const random = makeRandom(seed);
  const pick: Pick = (items) => items[Math.floor(random() * items.length)] as (typeof items)[number];
  const kinds = KINDS.flatMap(([percent, kind]) => Array.from({ length: percent }, () => kind));
  return Array.from({ length: count }, () => pick(kinds)(pick(products).details, random));
};
