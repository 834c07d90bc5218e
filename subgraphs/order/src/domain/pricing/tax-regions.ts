/** First three digits of ZIP codes, from and to, with the state (or district, or territory) they belong to. */
const US_ZIP: readonly (readonly [number, number, string])[] = [
  [5, 5, 'NY'],
  [6, 9, 'PR'],
  [10, 27, 'MA'],
  [28, 29, 'RI'],
  [30, 38, 'NH'],
  [39, 49, 'ME'],
  [50, 54, 'VT'],
  [55, 55, 'MA'],
  [56, 59, 'VT'],
  [60, 69, 'CT'],
  [70, 89, 'NJ'],
  [100, 149, 'NY'],
  [150, 196, 'PA'],
  [197, 199, 'DE'],
  [200, 200, 'DC'],
  [201, 201, 'VA'],
  [202, 205, 'DC'],
  [206, 219, 'MD'],
  [220, 246, 'VA'],
  [247, 268, 'WV'],
  [270, 289, 'NC'],
  [290, 299, 'SC'],
  [300, 319, 'GA'],
  [320, 349, 'FL'],
  [350, 369, 'AL'],
  [370, 385, 'TN'],
  [386, 397, 'MS'],
  [398, 399, 'GA'],
  [400, 427, 'KY'],
  [430, 459, 'OH'],
  [460, 479, 'IN'],
  [480, 499, 'MI'],
  [500, 528, 'IA'],
  [530, 549, 'WI'],
  [550, 567, 'MN'],
  [570, 577, 'SD'],
  [580, 588, 'ND'],
  [590, 599, 'MT'],
  [600, 629, 'IL'],
  [630, 658, 'MO'],
  [660, 679, 'KS'],
  [680, 693, 'NE'],
  [700, 714, 'LA'],
  [716, 729, 'AR'],
  [730, 732, 'OK'],
  [733, 733, 'TX'],
  [734, 749, 'OK'],
  [750, 799, 'TX'],
  [800, 816, 'CO'],
  [820, 831, 'WY'],
  [832, 838, 'ID'],
  [840, 847, 'UT'],
  [850, 865, 'AZ'],
  [870, 884, 'NM'],
  [885, 885, 'TX'],
  [889, 898, 'NV'],
  [900, 961, 'CA'],
  [967, 968, 'HI'],
  [970, 979, 'OR'],
  [980, 994, 'WA'],
  [995, 999, 'AK'],
];

/** First letter of Canadian postal codes, with the province or territory. */
const CA_POSTAL: Readonly<Record<string, string>> = {
  A: 'NL',
  B: 'NS',
  C: 'PE',
  E: 'NB',
  G: 'QC',
  H: 'QC',
  J: 'QC',
  K: 'ON',
  L: 'ON',
  M: 'ON',
  N: 'ON',
  P: 'ON',
  R: 'MB',
  S: 'SK',
  T: 'AB',
  V: 'BC',
  X: 'NT',
  Y: 'YT',
};

/** Where something is sent to, as far as tax and carriers care. */
export interface Destination {
  readonly countryCode: string;
  readonly postalCode: string;
  readonly region?: string | undefined;
}

const stateOf = (zip: string): string | undefined => {
  const prefix = /^\s*(\d{3})\d{2}/.exec(zip)?.[1];
  if (prefix === undefined) return undefined;
  return US_ZIP.find(([from, to]) => from <= Number(prefix) && Number(prefix) <= to)?.[2];
};

/**
 * The state or province that a parcel is taxed in, as its two letters; undefined where nobody can tell. The postal code
 * decides, because the carrier delivers by it and nobody can leave it out; what people write as region comes second.
 */
export const taxRegionOf = ({ countryCode, postalCode, region }: Destination): string | undefined => {
  const written = region?.trim().toUpperCase();
  if (countryCode === 'US') return stateOf(postalCode) ?? written;
  if (countryCode === 'CA') return CA_POSTAL[postalCode.trim().charAt(0).toUpperCase()] ?? written;
  return written;
};
