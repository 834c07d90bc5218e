import type { Money } from '@cardstock/contracts';
import { badUserInput } from '@cardstock/service';
import { applyRule, type PriceRule } from '../../../domain/prices/price-rule.ts';
import { price as priceRules } from '../../../domain/product/checks.ts';
import type { PricedVariant, PricedVariants, PriceFilter, PriceLine, PriceRecord } from './ports.ts';

export const MOST_LINES = 5_000;

const WHOLE = /^\d{1,10}$/;

const invalid = (line: number, sku: string | null, code: string): PriceLine => ({
  line,
  sku,
  productId: null,
  oldPrice: null,
  newPrice: null,
  status: 'INVALID',
  code,
});

const planned = (line: number, { sku, productId, price }: PricedVariant, newPrice: Money): PriceLine => {
  const isSame = price.amount === newPrice.amount && price.currency === newPrice.currency;
  return { line, sku, productId, oldPrice: price, newPrice, status: isSame ? 'UNCHANGED' : 'PENDING', code: null };
};

const planRecord = (record: PriceRecord, known: ReadonlyMap<string, PricedVariant>, seen: Set<string>): PriceLine => {
  if ('problem' in record) return invalid(record.line, null, 'LINE_INVALID');
  const { line, sku, amount, currency } = record;
  const variant = known.get(sku);
  if (!variant) return invalid(line, sku, 'SKU_UNKNOWN');
  if (seen.size === seen.add(sku).size) return invalid(line, sku, 'SKU_REPEATED');
  const price = { amount: WHOLE.test(amount) ? Number(amount) : -1, currency: currency || variant.price.currency };
  const issue = priceRules.safeParse(price).error?.issues[0];
  if (issue) return invalid(line, sku, issue.path[0] === 'currency' ? 'CURRENCY_UNKNOWN' : 'AMOUNT_INVALID');
  return planned(line, variant, price);
};

/** What each line of a file would do. */
export const planFile = async (variants: PricedVariants, records: readonly PriceRecord[]): Promise<PriceLine[]> => {
  const skus = records.flatMap((record) => ('sku' in record ? [record.sku] : []));
  const known = new Map((await variants.bySkus(skus)).map((variant) => [variant.sku, variant]));
  const seen = new Set<string>();
  return records.map((record) => planRecord(record, known, seen));
};

const planRuled = (line: number, variant: PricedVariant, rule: PriceRule): PriceLine => {
  const ruled = applyRule(variant.price, rule);
  if (ruled.ok) return planned(line, variant, ruled.price);
  return { ...planned(line, variant, variant.price), newPrice: null, status: 'REFUSED', code: ruled.code };
};

/** What a rule would do to each SKU that it is for. Throws BAD_USER_INPUT where these are too many. */
export const planRule = async (
  variants: PricedVariants,
  filter: PriceFilter,
  rule: PriceRule,
): Promise<PriceLine[]> => {
  const found = await variants.matching(filter, MOST_LINES + 1);
  if (found.length > MOST_LINES)
    throw badUserInput({ field: 'rule.filter', message: `is for more than ${MOST_LINES} SKUs` });
  return found.map((variant, index) => planRuled(index + 1, variant, rule));
};
