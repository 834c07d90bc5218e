/** What a client was answered to one request to place an order. */
export type Reply =
  | { readonly kind: 'placed'; readonly orderId: string; readonly number: string; readonly total: number }
  | { readonly kind: 'refused'; readonly code: string }
  /** No answer, or one that says nothing: the client may ask again. */
  | { readonly kind: 'unknown'; readonly why: string };

export interface OrderBody {
  readonly lines?: readonly { readonly sku: string; readonly quantity: number }[];
  readonly cartId?: string;
  readonly token: string;
  readonly promotionCodes?: readonly string[];
}

/** Everything that was asked and answered under one idempotency key. */
export interface Submission {
  readonly key: string;
  readonly buyer: Buyer;
  readonly body: OrderBody;
  readonly replies: Reply[];
}

export interface Buyer {
  readonly email: string;
  readonly accessToken: string;
}

export interface Cancellation {
  readonly orderId: string;
  /** `CancelOrderSuccess` with the order's status, or the code of a refusal; undefined where no answer came. */
  outcome: { readonly status: string } | { readonly code: string } | undefined;
}

/** What a subscriber saw of one order, over all its connections. */
export interface Stream {
  readonly orderId: string;
  readonly statuses: string[];
  readonly cursors: string[];
  connections: number;
  /** The server said that nothing more comes. */
  hasEnded: boolean;
}

/** What the clients know: written while it happens, and compared with the books afterwards. */
export interface Journal {
  readonly submissions: Submission[];
  readonly cancellations: Cancellation[];
  readonly streams: Stream[];
  /** Pieces per SKU at the start, as they were set: what can be sold, by a witness outside of the inventory. */
  readonly stock: Map<string, number>;
  /** How many orders may use each limited promotion code. */
  readonly promotions: Map<string, number>;
}

export const newJournal = (): Journal => ({
  submissions: [],
  cancellations: [],
  streams: [],
  stock: new Map(),
  promotions: new Map(),
});

export const placedIn = ({ replies }: Submission): Extract<Reply, { kind: 'placed' }>[] =>
  replies.filter((reply) => reply.kind === 'placed');

/** The orders that a client was told of, each once. */
export const acknowledgedOrders = ({ submissions }: Journal): string[] => [
  ...new Set(submissions.flatMap((submission) => placedIn(submission).map(({ orderId }) => orderId))),
];
