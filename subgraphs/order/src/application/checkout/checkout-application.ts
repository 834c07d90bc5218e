import type { Connection, Viewer } from '@cardstock/service';
import { type CartCodeRequest, makeApplyCode, makeRemoveCode } from '../cart/cart-codes.ts';
import type { AskAvailability, Availability, Carts } from '../cart/cart-ports.ts';
import { makeChangeCart, makeClearCart } from '../cart/change-cart.ts';
import { makeMergeCart } from '../cart/merge-cart.ts';
import { makePriceCart, makeReadCart } from '../cart/read-cart.ts';
import type { HandleOrder } from '../lifecycle/handle-order.ts';
import type { FindOffers, OrderQueries } from '../ports.ts';
import type { CartView, MergedCartView } from '../reading/views.ts';
import type {
  CartCodeOutcome,
  CartOutcome,
  PlaceOrderOutcome,
  PromotionOutcome,
  QuoteOutcome,
} from './checkout-outcomes.ts';
import type {
  CheckoutQueries,
  FindShippingOptions,
  InCheckoutTransaction,
  PromotionChange,
  PromotionRecord,
  Promotions,
} from './checkout-ports.ts';
import { makePlaceOrder } from './place-order.ts';
import {
  makeCreatePromotion,
  makeListPromotions,
  makeUpdatePromotion,
  type NewPromotion,
  type PromotionsRequest,
} from './promotions.ts';
import { makeQuote, type QuoteRequest } from './quote.ts';
import type { CartRequest, PlaceOrderRequest } from './requests.ts';

/** What can be done before there is an order, and the placing of it. */
export interface CheckoutApplication {
  placeOrder(viewer: Viewer, request: PlaceOrderRequest): Promise<PlaceOrderOutcome>;
  quote(viewer: Viewer, request: QuoteRequest): Promise<QuoteOutcome>;
  addToCart(viewer: Viewer, request: CartRequest): Promise<CartOutcome>;
  setCartLine(viewer: Viewer, request: CartRequest): Promise<CartOutcome>;
  clearCart(viewer: Viewer, cartId?: string): Promise<CartView>;
  mergeCart(viewer: Viewer, guestCartId: string): Promise<MergedCartView>;
  applyCode(viewer: Viewer, request: CartCodeRequest): Promise<CartCodeOutcome>;
  removeCode(viewer: Viewer, request: CartCodeRequest): Promise<CartView>;
  readCart(viewer: Viewer, cartId?: string): Promise<CartView | null>;
  /** For everybody, as availability is: those that inventory does not tell of are left out. */
  availabilityOf(skus: readonly string[]): Promise<ReadonlyMap<string, Availability>>;
  createPromotion(viewer: Viewer, wanted: NewPromotion): Promise<PromotionOutcome>;
  updatePromotion(viewer: Viewer, id: string, change: PromotionChange): Promise<PromotionOutcome>;
  listPromotions(viewer: Viewer, request: PromotionsRequest): Promise<Connection<PromotionRecord>>;
}

export interface CheckoutParts {
  readonly checkout: InCheckoutTransaction;
  readonly checkoutQueries: CheckoutQueries;
  readonly promotions: Promotions;
  readonly handleOrder: HandleOrder;
  readonly queries: Pick<OrderQueries, 'keyClaim' | 'ordersByIds'>;
  readonly carts: Carts;
  readonly findOffers: FindOffers;
  readonly findShippingOptions: FindShippingOptions;
  readonly askAvailability: AskAvailability;
  /** How long a quote holds, in milliseconds. */
  readonly quoteMs: number;
  readonly now: () => Date;
}

/** The use cases of the checkout, tied to what they need. */
export const makeCheckout = (parts: CheckoutParts): CheckoutApplication => {
  const priceCart = makePriceCart(parts);
  const withPrices = { ...parts, priceCart };
  return {
    placeOrder: makePlaceOrder(parts),
    quote: makeQuote(parts),
    addToCart: makeChangeCart(withPrices, 'add'),
    setCartLine: makeChangeCart(withPrices, 'set'),
    clearCart: makeClearCart(withPrices),
    mergeCart: makeMergeCart(withPrices),
    applyCode: makeApplyCode(withPrices),
    removeCode: makeRemoveCode(withPrices),
    readCart: makeReadCart(parts, priceCart),
    availabilityOf: parts.askAvailability,
    createPromotion: makeCreatePromotion(parts),
    updatePromotion: makeUpdatePromotion(parts),
    listPromotions: makeListPromotions(parts),
  };
};
