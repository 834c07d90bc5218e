import { portionOf } from './money-shares.ts';

export const PROMOTION_KINDS = ['PERCENT', 'FIXED', 'FREE_SHIPPING'] as const;
export type PromotionKind = (typeof PROMOTION_KINDS)[number];

/** What a code is good for. */
export interface Promotion {
  readonly id: string;
  /** In capitals: codes differ by their letters, not by their case. */
  readonly code: string;
  readonly kind: PromotionKind;
  /** PERCENT: basis points, 1 to 10,000. FIXED: minor units. FREE_SHIPPING: 0. */
  readonly value: number;
  /** What the goods must cost at least before discounts, in minor units. */
  readonly minSubtotal: number;
  readonly validFrom: Date | null;
  readonly validTo: Date | null;
  /** How many orders may use it in all, and of one customer; null: any number. */
  readonly usageLimit: number | null;
  readonly usageLimitPerCustomer: number | null;
  readonly isActive: boolean;
  /** How many orders use it: those that were rejected or cancelled do not count. */
  readonly uses: number;
}

export const PROMOTION_PROBLEMS = [
  'UNKNOWN',
  'INACTIVE',
  'NOT_YET_VALID',
  'EXPIRED',
  'SUBTOTAL_TOO_LOW',
  'USED_UP',
  'USED_UP_BY_CUSTOMER',
  'NOT_COMBINABLE',
  'TOTAL_TOO_LOW',
] as const;
/** Why a code cannot be used. */
export type PromotionProblem = (typeof PROMOTION_PROBLEMS)[number];

/** Which of the two places for codes it takes: an order has one of each. */
export type PromotionSlot = 'goods' | 'shipping';

export const slotOf = ({ kind }: Pick<Promotion, 'kind'>): PromotionSlot =>
  kind === 'FREE_SHIPPING' ? 'shipping' : 'goods';

/** The one way to write a code. */
export const normalCode = (code: string): string => code.trim().toUpperCase();

/** Why the promotion does not apply to goods of this subtotal now, or undefined where it does. */
export const problemOf = (promotion: Promotion, subtotal: number, at: Date): PromotionProblem | undefined => {
  const { isActive, validFrom, validTo, minSubtotal, usageLimit, uses } = promotion;
  if (!isActive) return 'INACTIVE';
  if (validFrom && at < validFrom) return 'NOT_YET_VALID';
  if (validTo && at >= validTo) return 'EXPIRED';
  if (subtotal < minSubtotal) return 'SUBTOTAL_TOO_LOW';
  return usageLimit !== null && uses >= usageLimit ? 'USED_UP' : undefined;
};

/** The first code that cannot go with those before it: an order takes one off the goods and one off the shipping. */
export const notCombinable = (promotions: readonly Promotion[]): Promotion | undefined =>
  promotions.find((one, place) => promotions.slice(0, place).some((other) => slotOf(other) === slotOf(one)));

/** What a promotion takes off the goods, in minor units: rounded half up, never more than they cost. */
export const offGoods = ({ kind, value }: Promotion, subtotal: number): number => {
  switch (kind) {
    case 'PERCENT':
      return Math.min(portionOf(subtotal, value), subtotal);
    case 'FIXED':
      return Math.min(value, subtotal);
    case 'FREE_SHIPPING':
      return 0;
  }
};
