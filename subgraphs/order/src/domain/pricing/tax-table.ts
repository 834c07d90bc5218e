/** One tax of a country or a region. */
export interface TaxRate {
  readonly name: string;
  /** In basis points: 825 is 8.25 %. */
  readonly basisPoints: number;
}

export interface TaxRule {
  readonly rates: readonly TaxRate[];
  /** Whether what is paid for shipping is taxed like the goods. */
  readonly isShippingTaxed: boolean;
}

export interface CountryTax extends TaxRule {
  /** Where regions have rules of their own: they replace the country's. */
  readonly regions?: Readonly<Record<string, TaxRule>>;
}

const rule = (name: string, basisPoints: number, isShippingTaxed: boolean): TaxRule => ({
  rates: basisPoints === 0 ? [] : [{ name, basisPoints }],
  isShippingTaxed,
});
const state = (basisPoints: number, isShippingTaxed: boolean): TaxRule =>
  rule('Sales tax', basisPoints, isShippingTaxed);
const vat = (basisPoints: number): TaxRule => rule('VAT', basisPoints, true);
const province = (...rates: readonly (readonly [string, number])[]): TaxRule => ({
  rates: [{ name: 'GST', basisPoints: 500 }, ...rates.map(([name, basisPoints]) => ({ name, basisPoints }))],
  isShippingTaxed: true,
});
const hst = (basisPoints: number): TaxRule => rule('HST', basisPoints, true);

/** The states' own rates; what counties and cities add is left out. */
const US_STATES: Readonly<Record<string, TaxRule>> = {
  AK: state(0, false),
  AL: state(400, false),
  AR: state(650, true),
  AZ: state(560, false),
  CA: state(725, false),
  CO: state(290, false),
  CT: state(635, true),
  DC: state(600, true),
  DE: state(0, false),
  FL: state(600, false),
  GA: state(400, true),
  HI: state(400, true),
  IA: state(600, false),
  ID: state(600, false),
  IL: state(625, false),
  IN: state(700, true),
  KS: state(650, true),
  KY: state(600, true),
  LA: state(500, false),
  MA: state(625, false),
  MD: state(600, false),
  ME: state(550, false),
  MI: state(600, true),
  MN: state(688, true),
  MO: state(423, false),
  MS: state(700, true),
  MT: state(0, false),
  NC: state(475, true),
  ND: state(500, true),
  NE: state(550, true),
  NH: state(0, false),
  NJ: state(663, true),
  NM: state(488, true),
  NV: state(685, false),
  NY: state(400, true),
  OH: state(575, true),
  OK: state(450, false),
  OR: state(0, false),
  PA: state(600, true),
  PR: state(1050, true),
  RI: state(700, true),
  SC: state(600, true),
  SD: state(420, true),
  TN: state(700, true),
  TX: state(625, true),
  UT: state(485, false),
  VA: state(430, false),
  VT: state(600, true),
  WA: state(650, true),
  WI: state(500, true),
  WV: state(600, true),
  WY: state(400, false),
};

const CA_PROVINCES: Readonly<Record<string, TaxRule>> = {
  BC: province(['PST', 700]),
  MB: province(['RST', 700]),
  NB: hst(1500),
  NL: hst(1500),
  NS: hst(1400),
  ON: hst(1300),
  PE: hst(1500),
  QC: province(['QST', 998]),
  SK: province(['PST', 600]),
};

/**
 * What is added to our prices, by country and region. These are **examples** of rates as they were in 2026, for the demo:
 * a shop that sells for real replaces this table by its own obligations, or by a tax service. A country that is not here
 * is not taxed by us: the customer pays import duties where there are any.
 */
export const TAX_TABLE: Readonly<Record<string, CountryTax>> = {
  US: { rates: [], isShippingTaxed: false, regions: US_STATES },
  CA: { ...province(), regions: CA_PROVINCES },
  GB: vat(2000),
  AU: rule('GST', 1000, true),
  NZ: rule('GST', 1500, true),
  CH: vat(810),
  NO: vat(2500),
  JP: rule('Consumption tax', 1000, true),
  AT: vat(2000),
  BE: vat(2100),
  BG: vat(2000),
  CY: vat(1900),
  CZ: vat(2100),
  DE: vat(1900),
  DK: vat(2500),
  EE: vat(2400),
  ES: vat(2100),
  FI: vat(2550),
  FR: vat(2000),
  GR: vat(2400),
  HR: vat(2500),
  HU: vat(2700),
  IE: vat(2300),
  IT: vat(2200),
  LT: vat(2100),
  LU: vat(1700),
  LV: vat(2100),
  MT: vat(1800),
  NL: vat(2100),
  PL: vat(2300),
  PT: vat(2300),
  RO: vat(2100),
  SE: vat(2500),
  SI: vat(2200),
  SK: vat(2300),
};
