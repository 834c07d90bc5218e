import type { Money } from '@cardstock/contracts';
import type { LineQuantity, OrderLine, Totals } from '../order/events.ts';

/** A line may carry its own share of the discount and the tax of its order. */
interface PricedLine extends OrderLine {
  readonly discount?: Money;
  readonly tax?: Money;
}

interface Priced {
  readonly lines: readonly PricedLine[];
  readonly totals: Totals;
}

type Share = 'discount' | 'tax';

const scaled = (money: Money, kept: number, of: number): Money => ({
  ...money,
  amount: of === 0 ? 0 : Math.round((money.amount * kept) / of),
});

const kept = (line: PricedLine, quantity: number): PricedLine => ({
  ...line,
  quantity,
  ...(line.discount ? { discount: scaled(line.discount, quantity, line.quantity) } : {}),
  ...(line.tax ? { tax: scaled(line.tax, quantity, line.quantity) } : {}),
});

const take = (lines: readonly PricedLine[], gone: readonly LineQuantity[]): readonly PricedLine[] => {
  const quantityGone = new Map(gone.map(({ lineId, quantity }) => [lineId, quantity]));
  return lines.map((line) => kept(line, line.quantity - (quantityGone.get(line.id) ?? 0)));
};

/** The lines that are left without some of their pieces; a line without pieces is no line. */
export const linesWithout = (lines: readonly OrderLine[], gone: readonly LineQuantity[]): readonly OrderLine[] =>
  take(lines, gone).filter(({ quantity }) => quantity > 0);

const sumOfValues = (lines: readonly PricedLine[]): number =>
  lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0);

const sharesOf = (lines: readonly PricedLine[], share: Share): number =>
  lines.reduce((sum, line) => sum + (line[share]?.amount ?? 0), 0);

/** What is left of a discount or a tax: without the shares of what is gone, or, where no line has one, by value. */
const leftOf = (
  share: Share,
  { lines, totals }: Priced,
  left: readonly PricedLine[],
  part: readonly [number, number],
) => {
  const isShared = lines.some((line) => line[share] !== undefined);
  const { amount } = totals[share];
  return isShared ? amount - sharesOf(lines, share) + sharesOf(left, share) : scaled(totals[share], ...part).amount;
};

/**
 * What an order costs without some of its pieces, in minor units, exact to the cent. Each kept piece has its price. The
 * discount and the tax shrink by the shares of the lines; where lines carry none, the discount by value, and the tax
 * with what it is taken on. Shipping stays: a parcel is sent all the same. Never more than before.
 */
export const totalsAfterCancelling = (order: Priced, gone: readonly LineQuantity[]): Totals => {
  const { subtotal, discount, shipping, tax, grandTotal } = order.totals;
  const left = take(order.lines, gone);
  const newSubtotal = subtotal.amount - sumOfValues(order.lines) + sumOfValues(left);
  const newDiscount = leftOf('discount', order, left, [newSubtotal, subtotal.amount]);
  const newTax = leftOf('tax', order, left, [
    newSubtotal - newDiscount + shipping.amount,
    subtotal.amount - discount.amount + shipping.amount,
  ]);
  const less = subtotal.amount - newSubtotal - (discount.amount - newDiscount) + (tax.amount - newTax);
  return {
    subtotal: { ...subtotal, amount: newSubtotal },
    discount: { ...discount, amount: newDiscount },
    shipping,
    tax: { ...tax, amount: newTax },
    grandTotal: { ...grandTotal, amount: grandTotal.amount - less },
  };
};
