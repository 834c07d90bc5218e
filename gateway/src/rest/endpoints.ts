/** Where the REST API is. */
export const BASE_PATH = '/api/v1';

/** What an endpoint is about, with its words in the docs. */
export const TAGS = {
  sessions: 'Logging in, for clients that speak nothing but REST.',
  products: 'What is sold.',
  inventory: 'What can be had of it now.',
  orders: 'Buying, and following what was bought.',
  notifications: 'What was told to whoever is logged in.',
} as const;

/** One address of the REST API, answered by one document of the graph. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** Below the base path. `{name}` is the variable of that name. */
  readonly path: string;
  readonly tag: keyof typeof TAGS;
  /** The name of its document's file. */
  readonly document: string;
  /** Where the resource is in `data`. */
  readonly at: readonly string[];
  /** Which field of a success is the resource; left out, the success itself is. */
  readonly member?: string;
  /** Nobody but those who are logged in. */
  readonly needsLogin?: true;
  /** Of a success. 200 where it is left out. */
  readonly status?: 201;
  /** The path, below the base path, at which the new resource is found by its id. */
  readonly location?: string;
}

const order = { tag: 'orders', needsLogin: true } as const;

/**
 * The REST API. Every variable of a document that its path does not hold is a query parameter (GET) or a member of the
 * body (POST); `$idempotencyKey` is the header `Idempotency-Key`.
 */
export const ENDPOINTS: readonly Endpoint[] = [
  { method: 'POST', path: '/sessions', tag: 'sessions', document: 'rest-log-in', at: ['login'], status: 201 },
  {
    method: 'POST',
    path: '/sessions/refresh',
    tag: 'sessions',
    document: 'rest-refresh-session',
    at: ['refreshSession'],
    status: 201,
  },
  { method: 'GET', path: '/products', tag: 'products', document: 'rest-products', at: ['products'] },
  { method: 'GET', path: '/products/{id}', tag: 'products', document: 'rest-product', at: ['product'] },
  {
    method: 'GET',
    path: '/products/by-slug/{slug}',
    tag: 'products',
    document: 'rest-product-by-slug',
    at: ['product'],
  },
  { method: 'GET', path: '/variants/{sku}', tag: 'products', document: 'rest-variant', at: ['variant'] },
  {
    method: 'GET',
    path: '/variants/{sku}/price-history',
    tag: 'products',
    document: 'rest-price-history',
    at: ['variant', 'priceHistory'],
  },
  {
    method: 'GET',
    path: '/inventory/{sku}',
    tag: 'inventory',
    document: 'rest-availability',
    at: ['variant', 'availability'],
  },
  {
    method: 'GET',
    path: '/inventory/{sku}/levels',
    tag: 'inventory',
    document: 'rest-stock-levels',
    at: ['variant', 'stock'],
    needsLogin: true,
  },
  { ...order, method: 'GET', path: '/orders', document: 'rest-orders', at: ['orders'] },
  {
    ...order,
    method: 'POST',
    path: '/orders',
    document: 'rest-place-order',
    at: ['placeOrder'],
    member: 'order',
    status: 201,
    location: '/orders/',
  },
  { ...order, method: 'GET', path: '/orders/{id}', document: 'rest-order', at: ['order'] },
  { ...order, method: 'GET', path: '/orders/{id}/history', document: 'rest-order-history', at: ['order', 'history'] },
  {
    ...order,
    method: 'GET',
    path: '/orders/{id}/shipments',
    document: 'rest-order-shipments',
    at: ['order', 'shipments'],
  },
  {
    ...order,
    method: 'GET',
    path: '/orders/{id}/notifications',
    document: 'rest-order-notifications',
    at: ['order', 'notifications'],
  },
  {
    ...order,
    method: 'POST',
    path: '/orders/{id}/cancel',
    document: 'rest-cancel-order',
    at: ['cancelOrder'],
    member: 'order',
  },
  {
    method: 'GET',
    path: '/notifications',
    tag: 'notifications',
    document: 'rest-notifications',
    at: ['me', 'notifications'],
    needsLogin: true,
  },
  {
    method: 'POST',
    path: '/notifications/{id}/read',
    tag: 'notifications',
    document: 'rest-mark-notification-read',
    at: ['markNotificationRead'],
    needsLogin: true,
  },
];
