import { registerEnumType } from 'type-graphql';
import { PRODUCT_STATUSES } from '../domain/product/status.ts';
import { CARD_CONDITIONS, PRODUCT_KINDS } from '../domain/product.ts';
import { enumOf } from './enum.ts';

export const ProductKindEnum = enumOf(PRODUCT_KINDS);
registerEnumType(ProductKindEnum, {
  name: 'ProductKind',
  description: 'What sort of goods a product is.',
  valuesConfig: {
    SINGLE_CARD: { description: 'One printing of one card.' },
    SEALED: { description: 'An unopened booster, box or deck.' },
    ACCESSORY: { description: 'Sleeves, binders, dice and the like.' },
  },
});

export const CardConditionEnum = enumOf(CARD_CONDITIONS);
registerEnumType(CardConditionEnum, {
  name: 'CardCondition',
  description: 'How worn a card is.',
  valuesConfig: {
    NEAR_MINT: { description: 'As good as new (NM).' },
    LIGHTLY_PLAYED: { description: 'Slight wear at a close look (LP).' },
    MODERATELY_PLAYED: { description: 'Visible wear (MP).' },
    HEAVILY_PLAYED: { description: 'Heavy wear, still playable in sleeves (HP).' },
    DAMAGED: { description: 'Creased, torn or marked (DMG).' },
  },
});

export const ProductStatusEnum = enumOf(PRODUCT_STATUSES);
registerEnumType(ProductStatusEnum, {
  name: 'ProductStatus',
  description: 'Where a product is in its life.',
  valuesConfig: {
    DRAFT: { description: 'In the making: only staff sees it.' },
    PUBLISHED: { description: 'Found by everybody, and sold.' },
    ARCHIVED: { description: 'Not sold any more. Clients meet it in old orders only.' },
    DELETED: { description: 'Deleted. Clients meet it in old orders only; staff may restore it.' },
  },
});
