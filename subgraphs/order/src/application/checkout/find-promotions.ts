import {
  normalCode,
  notCombinable,
  type Promotion,
  type PromotionProblem,
  problemOf,
} from '../../domain/pricing/promotion.ts';
import { done, type Result, refused } from '../outcomes.ts';
import type { PromotionRefusal } from './checkout-outcomes.ts';
import type { CheckoutQueries } from './checkout-ports.ts';

interface Asked {
  readonly codes: readonly string[];
  readonly subtotal: number;
  readonly at: Date;
}

/** The one way to write some codes: in capitals, each once, in the order of the alphabet. */
export const normalCodes = (codes: readonly string[]): string[] => [...new Set(codes.map(normalCode))].sort();

const refuse = (promotionCode: string, reason: PromotionProblem) =>
  refused({ code: 'PROMOTION_NOT_APPLICABLE', promotionCode, reason } as const);

/** The promotions behind some codes, or the first of them that cannot be used on goods of this subtotal now. */
export const findPromotions = async (
  queries: Pick<CheckoutQueries, 'findPromotions'>,
  { codes, subtotal, at }: Asked,
): Promise<Result<readonly Promotion[], PromotionRefusal>> => {
  const wanted = normalCodes(codes);
  if (wanted.length === 0) return done([]);
  const byCode = new Map((await queries.findPromotions(wanted)).map((promotion) => [promotion.code, promotion]));
  const promotions: Promotion[] = [];
  for (const code of wanted) {
    const promotion = byCode.get(code);
    const problem = promotion ? problemOf(promotion, subtotal, at) : 'UNKNOWN';
    if (!promotion || problem) return refuse(code, problem ?? 'UNKNOWN');
    promotions.push(promotion);
  }
  const odd = notCombinable(promotions);
  return odd ? refuse(odd.code, 'NOT_COMBINABLE') : done(promotions);
};
