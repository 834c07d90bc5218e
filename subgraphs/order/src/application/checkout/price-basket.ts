import type { SkuQuantity } from '@cardstock/contracts';
import { badUserInput } from '@cardstock/service';
import { MAX_TOTAL, MIN_TOTAL, type Priced, priceBasket, subtotalOf } from '../../domain/pricing/pricing.ts';
import type { Promotion } from '../../domain/pricing/promotion.ts';
import { HOME_COUNTRY, type ShippingOption, STANDARD, standardShipping } from '../../domain/pricing/shipping.ts';
import type { Destination } from '../../domain/pricing/tax-regions.ts';
import { done, type Result, refused } from '../outcomes.ts';
import type { FindOffers } from '../ports.ts';
import type { BasketRefusal, PromotionRefusal, ShippingRefusal } from './checkout-outcomes.ts';
import type { CheckoutQueries, FindShippingOptions } from './checkout-ports.ts';
import { findPromotions } from './find-promotions.ts';
import { priceLines } from './price-lines.ts';

/** What is to be priced; no destination means that it is not known yet. */
export interface Wish {
  readonly lines: readonly SkuQuantity[];
  readonly codes: readonly string[];
  readonly destination: Destination | null;
  readonly shippingOptionId?: string | undefined;
}

export interface PricedBasket extends Priced {
  readonly promotions: readonly Promotion[];
  readonly shipping: ShippingOption;
}
export interface OfferedBasket extends PricedBasket {
  readonly shippingOptions: readonly ShippingOption[];
}

export interface BasketParts {
  readonly findOffers: FindOffers;
  readonly checkoutQueries: Pick<CheckoutQueries, 'findPromotions'>;
  readonly findShippingOptions: FindShippingOptions;
  readonly now: () => Date;
}

type Parcel = Parameters<FindShippingOptions>[0];

/** What to ask for the ways to send it: only those that show a choice, or make an uncommon one, need to. */
export type FindWays = (parcel: Parcel, optionId: string | undefined) => Promise<readonly ShippingOption[]>;

const choose = (
  options: readonly ShippingOption[],
  wanted: string | undefined,
): Result<ShippingOption, ShippingRefusal> => {
  const chosen =
    options.find(({ id }) => id === (wanted ?? STANDARD)) ?? (wanted === undefined ? options[0] : undefined);
  return chosen ? done(chosen) : refused({ code: 'SHIPPING_OPTION_UNAVAILABLE', shippingOptionId: wanted ?? STANDARD });
};

const checkSize = (amount: number): void => {
  if (amount > MAX_TOTAL) throw badUserInput({ field: 'input.lines', message: `may cost at most ${MAX_TOTAL} in all` });
};

/** Only codes make a total so small: shipping is not free for little goods. */
const checkTotal = (priced: Priced): Result<Priced, PromotionRefusal> => {
  const { amount } = priced.totals.grandTotal;
  checkSize(amount);
  const [first] = priced.discounts;
  if (!first || amount >= MIN_TOTAL) return done(priced);
  return refused({ code: 'PROMOTION_NOT_APPLICABLE', promotionCode: first.code, reason: 'TOTAL_TOO_LOW' });
};

/** Prices what somebody wishes for as of now. Throws BAD_USER_INPUT for what nobody can pay. */
export const priceWish = async (
  { findOffers, checkoutQueries, now }: BasketParts,
  { lines: wanted, codes, destination, shippingOptionId }: Wish,
  findWays: FindWays,
): Promise<Result<OfferedBasket, BasketRefusal>> => {
  const offered = await priceLines(findOffers, wanted);
  if (!offered.ok) return offered;
  const { lines, weightGrams } = offered.value;
  const subtotal = subtotalOf(lines).amount;
  checkSize(subtotal);
  const promotions = await findPromotions(checkoutQueries, { codes, subtotal, at: now() });
  if (!promotions.ok) return promotions;
  const parcel = { countryCode: HOME_COUNTRY, postalCode: '', ...destination, weightGrams, subtotal };
  const shippingOptions = await findWays(parcel, shippingOptionId);
  const shipping = choose(shippingOptions, shippingOptionId);
  if (!shipping.ok) return shipping;
  const standardPrice = standardShipping(parcel).price;
  const basket = { lines, promotions: promotions.value, shipping: shipping.value, standardPrice, destination };
  const priced = checkTotal(priceBasket(basket));
  return priced.ok
    ? done({ ...priced.value, promotions: promotions.value, shipping: shipping.value, shippingOptions })
    : priced;
};

/** Standard shipping needs nobody to be asked: so placing an order does not wait for fulfilment. */
export const waysForOrder =
  (ask: FindShippingOptions): FindWays =>
  async (parcel, optionId = STANDARD) =>
    optionId === STANDARD ? [standardShipping(parcel)] : ask(parcel);
