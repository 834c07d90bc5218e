import type { SkuQuantity } from '@cardstock/contracts';
import type { PromotionSlot } from '../../domain/pricing/promotion.ts';
import type { CartClaim } from '../checkout/checkout-ports.ts';

export interface CartLine extends SkuQuantity {
  /** What a piece cost when the line was last changed, in minor units; null where nobody noted it. */
  readonly seenPrice: number | null;
}

export type CartCodes = Readonly<Partial<Record<PromotionSlot, string>>>;

export interface StoredCart {
  readonly id: string;
  readonly ownerId: string | null;
  /** New whenever a cart of this id begins: its id may outlive it. */
  readonly life: string;
  /** How many orders were taken out of this life. */
  readonly ordered: number;
  /** Whether an order is being made of it, or was when a process died. */
  readonly isPlacing: boolean;
  readonly lines: readonly CartLine[];
  readonly codes: CartCodes;
  readonly expiresAt: Date;
}

export type CartChange = 'changed' | 'too-many-pieces' | 'too-many-lines' | 'unknown-cart';
export type CodeChange = 'changed' | 'occupied' | 'unknown-cart';

/** A line that did not fit into a cart whole. */
export interface ClippedLine {
  readonly sku: string;
  readonly wanted: number;
  readonly added: number;
}

interface LineChange extends SkuQuantity {
  readonly id: string;
  /** Whose cart it becomes where it does not exist yet; undefined where it must exist. */
  readonly createFor?: string | null;
  readonly mode: 'add' | 'set';
  readonly seenPrice: number;
}

/** Carts, each change of one atomic. A cart that was merged into another is not there any more. */
export interface Carts {
  read(id: string): Promise<StoredCart | undefined>;
  /** The same, noting that an order is about to be made of it. */
  beginOrder(id: string): Promise<StoredCart | undefined>;
  /** Adds pieces (or takes away) or sets their number. */
  change(change: LineChange): Promise<CartChange>;
  clear(id: string): Promise<void>;
  /** Whether the request came with an idempotency key and has changed this cart before. Throws IDEMPOTENCY_CONFLICT. */
  isChangedAlready(id: string): Promise<boolean>;
  /** Takes the ordered pieces out once, however often it is told, leaving what was added in the meantime. */
  takeOut(id: string, claim: CartClaim): Promise<void>;
  /** The order is placed, or will not be. Never fails: what stays in by mistake is found at the next reading. */
  endOrder(id: string, claim?: CartClaim): Promise<void>;
  applyCode(id: string, slot: PromotionSlot, code: string): Promise<CodeChange>;
  removeCode(id: string, code: string): Promise<void>;
  /** Closes a guest cart for all but the cart that it goes into; undefined where it is none, or goes elsewhere. */
  closeForMerge(guestId: string, intoId: string): Promise<StoredCart | undefined>;
  /** Puts a guest cart in, once. Returns what did not fit, the same however often it is asked. */
  mergeIn(merge: {
    readonly id: string;
    readonly ownerId: string;
    readonly guest: StoredCart;
  }): Promise<readonly ClippedLine[]>;
  /** What did not fit of a guest cart that was merged before; undefined where it was not. */
  mergedBefore(id: string, guestId: string): Promise<readonly ClippedLine[] | undefined>;
  forget(guestId: string): Promise<void>;
}

/** How many pieces can be sold now; those that inventory does not tell of in time are left out. */
export type AskAvailability = (skus: readonly string[]) => Promise<ReadonlyMap<string, Availability>>;

export interface Availability {
  readonly available: number;
  /** True where more can be ordered than there is. */
  readonly mayExceed: boolean;
}
