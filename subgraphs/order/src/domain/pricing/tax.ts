import { portionOf } from './money-shares.ts';
import { type Destination, taxRegionOf } from './tax-regions.ts';
import { TAX_TABLE, type TaxRule } from './tax-table.ts';

/** One tax on an order. Amounts in minor units. */
export interface TaxLine {
  readonly name: string;
  readonly basisPoints: number;
  readonly taxable: number;
  readonly amount: number;
}

export interface Taxable {
  /** The goods after discounts, and the shipping, in minor units. */
  readonly goods: number;
  readonly shipping: number;
}

export interface Taxes {
  readonly lines: readonly TaxLine[];
  readonly isShippingTaxed: boolean;
  /** What the customer should know, where something could not be told. */
  readonly note: string | null;
}

const NO_TAX = { lines: [], isShippingTaxed: false };

const ruleFor = (destination: Destination): TaxRule | undefined => {
  const country = TAX_TABLE[destination.countryCode];
  const region = taxRegionOf(destination);
  return (region === undefined ? undefined : country?.regions?.[region]) ?? country;
};

/** A country that taxes by region only, and a region that nobody can tell from the address. */
const isRegionMissing = (rule: TaxRule): boolean => rule.rates.length === 0 && 'regions' in rule;

/**
 * The taxes on an order, none included in its prices. Each tax is taken once on the total of what it applies to and
 * rounded half up to the minor unit. A country without a rule is not taxed, and a note says so.
 */
export const taxesOn = (destination: Destination | null, { goods, shipping }: Taxable): Taxes => {
  if (!destination) return { ...NO_TAX, note: 'Tax is added once the address is known.' };
  const rule = ruleFor(destination);
  if (!rule) return { ...NO_TAX, note: `No tax is collected for ${destination.countryCode}: import duties may apply.` };
  const taxable = goods + (rule.isShippingTaxed ? shipping : 0);
  const lines = rule.rates.map(({ name, basisPoints }) => {
    return { name, basisPoints, taxable, amount: portionOf(taxable, basisPoints) };
  });
  const note = isRegionMissing(rule) ? 'No tax could be told from the address: check its postal code.' : null;
  return { lines, isShippingTaxed: rule.isShippingTaxed, note };
};
