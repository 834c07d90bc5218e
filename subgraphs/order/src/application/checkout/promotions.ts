import { isUuid, newId } from '@cardstock/contracts';
import {
  badUserInput,
  type Connection,
  checkFirst,
  decodeCursor,
  encodeCursor,
  forbidden,
  hasScope,
  toConnection,
  type Viewer,
} from '@cardstock/service';
import { normalCode, type Promotion, type PromotionKind } from '../../domain/pricing/promotion.ts';
import { requireSomebody } from '../access.ts';
import { done, refused } from '../outcomes.ts';
import type { PromotionOutcome } from './checkout-outcomes.ts';
import type { PlaceAmongPromotions, PromotionChange, PromotionRecord, Promotions } from './checkout-ports.ts';

interface Parts {
  readonly promotions: Promotions;
  readonly now: () => Date;
}

export type NewPromotion = Omit<Promotion, 'id' | 'uses' | 'isActive'>;

export interface PromotionsRequest {
  readonly first: number;
  readonly after?: string | undefined;
  readonly isActive?: boolean | undefined;
}

const requireKeeper = (viewer: Viewer): void => {
  requireSomebody(viewer);
  if (!hasScope(viewer, 'order:write')) throw forbidden();
};

const WHOLE = 10_000;

const checkValue = (kind: PromotionKind, value: number): void => {
  const isGood = kind === 'FREE_SHIPPING' ? value === 0 : value > 0 && (kind === 'FIXED' || value <= WHOLE);
  if (isGood) return;
  const message = { PERCENT: `1 to ${WHOLE} basis points`, FIXED: 'at least 1', FREE_SHIPPING: '0' }[kind];
  throw badUserInput({ field: 'input.value', message: `of ${kind} must be ${message}` });
};

const checkTimes = ({ validFrom, validTo }: Pick<Promotion, 'validFrom' | 'validTo'>): void => {
  if (!validFrom || !validTo || validFrom < validTo) return;
  throw badUserInput({ field: 'input.validTo', message: 'must be after validFrom' });
};

/** Adds a promotion. For staff (order:write). Throws BAD_USER_INPUT for a value that its kind cannot have. */
export const makeCreatePromotion =
  ({ promotions, now }: Parts) =>
  async (viewer: Viewer, wanted: NewPromotion): Promise<PromotionOutcome> => {
    requireKeeper(viewer);
    checkValue(wanted.kind, wanted.value);
    checkTimes(wanted);
    const code = normalCode(wanted.code);
    const promotion = { ...wanted, code, id: newId(), uses: 0, isActive: true, createdAt: now() };
    return (await promotions.add(promotion)) ? done(promotion) : refused({ code: 'PROMOTION_CODE_TAKEN' });
  };

/** Changes what is given; code and kind stay. A limit below the uses there are is refused. For staff (order:write). */
export const makeUpdatePromotion =
  ({ promotions }: Parts) =>
  async (viewer: Viewer, id: string, change: PromotionChange): Promise<PromotionOutcome> => {
    requireKeeper(viewer);
    const before = await promotions.find(id);
    if (!before) return refused({ code: 'PROMOTION_UNKNOWN' });
    if (change.value !== undefined) checkValue(before.kind, change.value);
    const { validFrom = before.validFrom, validTo = before.validTo } = change;
    checkTimes({ validFrom, validTo });
    const after = await promotions.change(id, change);
    if (after) return done(after);
    const now = await promotions.find(id);
    return refused({ code: 'PROMOTION_LIMIT_TOO_LOW', uses: now?.uses ?? before.uses });
  };

const placeIn = (after: string | undefined): PlaceAmongPromotions | undefined => {
  if (after === undefined) return undefined;
  const [time, id] = decodeCursor(after, 2);
  const createdAt = new Date(String(time));
  if (createdAt.getTime() >= 0 && isUuid(String(id))) return { createdAt, id: String(id) };
  throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
};

/** The promotions, newest first. For staff (order:write). */
export const makeListPromotions =
  ({ promotions }: Parts) =>
  async (viewer: Viewer, { isActive, first, after }: PromotionsRequest): Promise<Connection<PromotionRecord>> => {
    requireKeeper(viewer);
    const size = checkFirst(first);
    const { rows, totalCount } = await promotions.list(isActive, size + 1, placeIn(after));
    return toConnection({
      rows,
      first: size,
      after,
      totalCount,
      cursorOf: (row) => encodeCursor([row.createdAt.toISOString(), row.id]),
      nodeOf: (row) => row,
    });
  };
