/** What somebody typed, and what the first result must be. Given parts must all fit; a slug's end names one printing. */
export interface JudgedQuery {
  readonly query: string;
  readonly name?: string;
  readonly number?: string;
  readonly set?: string;
  readonly slug?: string;
  readonly type?: string;
}

const named = (name: string, ...queries: string[]): JudgedQuery[] => queries.map((query) => ({ query, name }));

const NAMES: readonly JudgedQuery[] = [
  ...named('Annals of Sutcliffe', 'annals of sutcliffe', 'annals', 'annals sutc'),
  ...named('Command and Conquer', 'command and conquer', 'Command & Conquer', 'conquer command', 'command and con'),
  ...named('Enlightened Strike', 'enlightened strike', 'enlightened'),
  ...named('Art of War', 'art of war'),
  ...named("Fyendal's Spring Tunic", "fyendal's spring tunic", 'fyendals spring tunic', 'spring tunic', 'tunic'),
  ...named('Crown of Providence', 'crown of providence'),
  ...named('Dash I/O', 'dash i/o', 'dash io'),
  ...named('Dash, Inventor Extraordinaire', 'dash inventor extraordinaire', 'dash inventor'),
  ...named('Bravo, Star of the Show', 'bravo star of the show'),
  ...named('Dorinthea Ironsong', 'dorinthea ironsong'),
  ...named('Dawnblade', 'dawnblade'),
  ...named('Dawnblade, Resplendent', 'dawnblade resp'),
  ...named('Pummel', 'pummel'),
  ...named('Arcanite Skullcap', 'arcanite skullcap', 'skullcap arcanite'),
  ...named('Heart of Fyendal', 'heart of fyendal'),
  ...named("Warmonger's Diplomacy", 'warmongers diplomacy'),
  ...named('Prism, Sculptor of Arc Light', 'prism sculptor'),
  ...named('Iyslander', 'iyslander'),
  ...named('Viserai', 'viserai'),
  ...named('Rhinar', 'rhinar'),
  ...named('Boltyn', 'boltyn'),
  ...named('Ser Boltyn, Breaker of Dawn', 'ser boltyn'),
  ...named('Luminaris', 'luminaris'),
  ...named('Mandible Claw', 'mandible claw'),
  ...named('Anothos', 'anothos'),
  ...named('10,000 Year Reunion', '10000 year reunion', '10,000'),
  ...named("Gambler's Gloves", 'gamblers gloves'),
  ...named('Spectral Shield', 'spectral shield'),
  ...named('Uprising', 'uprising'),
  ...named('Tome of Fyendal', 'tome of fyendal'),
];

const MISSPELLED: readonly JudgedQuery[] = [
  ...named('Annals of Sutcliffe', 'anals of sutclife'),
  ...named('Command and Conquer', 'comand and conqer'),
  ...named('Enlightened Strike', 'enlightend strike'),
  ...named('Skullbone Crosswrap', 'skulbone croswrap'),
  ...named('Dorinthea Ironsong', 'doritea ironsong'),
  ...named("Fyendal's Spring Tunic", 'fyendels sprng tunic'),
  ...named('Arcanite Skullcap', 'arknite skulcap'),
  ...named('Sink Below', 'sinc belov'),
];

const PRINTINGS: readonly JudgedQuery[] = [
  { query: 'dyn172', number: 'DYN172' },
  { query: 'DYN 172', number: 'DYN172' },
  { query: 'dyn-172', number: 'DYN172' },
  { query: 'ARC159', number: 'ARC159' },
  { query: 'WTR000', number: 'WTR000' },
  { query: 'CRU 177', number: 'CRU177' },
  { query: 'DYN172 rainbow', slug: '-dyn172-rainbow' },
  { query: 'annals of sutcliffe dynasty rainbow foil', slug: '-dyn172-rainbow' },
  { query: 'annals of sutcliffe cold foil', slug: '-dyn172-cold' },
  { query: "fyendal's spring tunic wtr cold", slug: '-wtr150-alpha-cold' },
  { query: 'fyendals spring tunic welcome to rathe alpha', slug: '-wtr150-alpha-cold' },
  { query: 'command and conquer arcane rising first rainbow', slug: '-arc159-first-rainbow' },
  { query: 'heart of fyendal unlimited rainbow', slug: '-wtr000-unlimited-rainbow' },
  { query: 'great library of solana monarch first edition cold', slug: '-mon000-first-cold' },
  { query: 'arcanite skullcap arc150', number: 'ARC150' },
  { query: 'arcanite skullcap everfest', name: 'Arcanite Skullcap', set: 'Everfest' },
  { query: 'spectral shield dynasty', name: 'Spectral Shield', set: 'Dynasty' },
  { query: 'dorinthea crucible of war unlimited', set: 'Crucible of War', name: 'Dorinthea Ironsong' },
  { query: 'sink below red', slug: 'sink-below-red-1hp408' },
  { query: 'sink below blue', slug: 'sink-below-blue-1hp410' },
  { query: 'razor reflex blue', slug: 'razor-reflex-blue-1hp404' },
  { query: 'oasis respite blue rainbow', slug: '-upr223-rainbow' },
];

const BROAD: readonly JudgedQuery[] = [
  { query: 'dynasty', set: 'Dynasty' },
  { query: 'tales of aria', set: 'Tales of Aria' },
  { query: 'monarch', set: 'Monarch' },
  { query: 'welcome to rathe', set: 'Welcome to Rathe' },
  { query: 'bright lights cold foil', set: 'Bright Lights' },
  { query: 'defense reaction', type: 'Defense Reaction' },
  { query: 'dagger weapon', type: 'Dagger' },
  { query: 'gold token', name: 'Gold' },
];

/** Players' own short names, which nothing in the data tells of: here so that the list does not flatter. */
const JARGON: readonly JudgedQuery[] = [
  ...named('Enlightened Strike', 'e strike'),
  ...named('Command and Conquer', 'cnc'),
  ...named("Fyendal's Spring Tunic", 'fst'),
];

export const JUDGED_QUERIES: readonly JudgedQuery[] = [...NAMES, ...MISSPELLED, ...PRINTINGS, ...BROAD, ...JARGON];
