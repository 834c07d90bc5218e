import { registerEnumType } from 'type-graphql';
import { QUOTE_PROBLEMS } from '../../application/checkout/checkout-outcomes.ts';
import { PROMOTION_KINDS, PROMOTION_PROBLEMS } from '../../domain/pricing/promotion.ts';
import { enumOf } from '../enum-of.ts';

export const PromotionKindEnum = enumOf(PROMOTION_KINDS);
registerEnumType(PromotionKindEnum, {
  name: 'PromotionKind',
  description: 'What a promotion takes off. An order has at most one of PERCENT and FIXED, and one FREE_SHIPPING.',
  valuesConfig: {
    PERCENT: { description: 'A part of the goods, in basis points.' },
    FIXED: { description: 'An amount, as far as the goods cost that much.' },
    FREE_SHIPPING: { description: 'Shipping, as far as standard shipping would cost.' },
  },
});

export const PromotionProblemEnum = enumOf(PROMOTION_PROBLEMS);
registerEnumType(PromotionProblemEnum, {
  name: 'PromotionProblem',
  description: 'Why a promotion code cannot be used.',
  valuesConfig: {
    UNKNOWN: { description: 'There is no such code.' },
    INACTIVE: { description: 'It was switched off.' },
    NOT_YET_VALID: { description: 'It begins later.' },
    EXPIRED: { description: 'It has ended.' },
    SUBTOTAL_TOO_LOW: { description: 'The goods cost less than it asks for.' },
    USED_UP: { description: 'It was used as often as it may be.' },
    USED_UP_BY_CUSTOMER: { description: 'This customer used it as often as one may.' },
    TOTAL_TOO_LOW: { description: 'What would be left to pay is less than can be charged: 0.50.' },
    NOT_COMBINABLE: { description: 'There is another code of its kind: one off the goods and one off the shipping.' },
  },
});

export const QuoteProblemEnum = enumOf(QUOTE_PROBLEMS);
registerEnumType(QuoteProblemEnum, {
  name: 'QuoteProblem',
  description: 'Why no order can be placed by a quote.',
  valuesConfig: {
    EXPIRED: { description: 'It does not hold any more.' },
    UNKNOWN: { description: 'There is none of that id, or it is for somebody else.' },
    USED: { description: 'An order was placed by it.' },
    DIFFERENT: {
      description: 'It is for another address (or for none), or its cart does not hold what was quoted any more.',
    },
  },
});
