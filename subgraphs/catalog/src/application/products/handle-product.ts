import { setTimeout as pause } from 'node:timers/promises';
import { unavailable } from '@cardstock/service';
import type { ProductCommand } from '../../domain/product/commands.ts';
import { decide, decideNew } from '../../domain/product/decide.ts';
import type { CatalogRules, Decision } from '../../domain/product/decision.ts';
import type { ProductEvent } from '../../domain/product/events.ts';
import { evolve } from '../../domain/product/evolve.ts';
import { newNames, type UniqueName } from '../../domain/product/names.ts';
import type { ProductRefusal } from '../../domain/product/refusals.ts';
import type { Product } from '../../domain/product/state.ts';
import { type NameClaims, type NewEvent, VersionConflict } from '../write.ports.ts';
import { loadStream, type ProductStores, type ProductStream } from './load-product.ts';

/** So many writers at one product at once get their turn; each round one of them succeeds. */
const ATTEMPTS = 60;
const MOST_PAUSE_MS = 20;

/** What a command came to: the product as it is now, or why it was left as it was. */
export type ProductOutcome =
  | { readonly ok: true; readonly productId: string; readonly product: Product }
  | { readonly ok: false; readonly refusal: ProductRefusal };

export interface ProductRequest {
  readonly productId: string;
  readonly command: ProductCommand;
  /** The version that the editor saw; any where not given. */
  readonly expectedVersion?: number | undefined;
  readonly actor: string;
  readonly at: Date;
  /** The same for the same request sent again. */
  readonly commandId?: string | undefined;
}

interface Parts {
  readonly stores: ProductStores;
  readonly claims: NameClaims;
  rules(): Promise<CatalogRules>;
  /** From 0 to 1. */
  random(): number;
}

export type HandleProduct = (request: ProductRequest) => Promise<ProductOutcome>;

const stale = (expectedVersion: number, actualVersion: number): ProductOutcome => ({
  ok: false,
  refusal: { code: 'PRODUCT_VERSION_STALE', expectedVersion, actualVersion },
});

const takenNames = (names: readonly UniqueName[]): ProductRefusal => {
  const slug = names.find(({ kind }) => kind === 'slug');
  return slug
    ? { code: 'SLUG_TAKEN', slug: slug.value }
    : { code: 'SKU_TAKEN', takenSkus: names.map(({ value }) => value) };
};

/** The time of a stream goes forward only, whatever the clocks of its writers say: every version has a moment of its own. */
const timeAfter = async (
  { events }: ProductStores,
  productId: string,
  version: number,
  at: Date,
): Promise<Date> => {
  if (version === 0) return at;
  const [last] = await events.read(productId, { afterVersion: version - 1, limit: 1 });
  return new Date(Math.max(at.getTime(), (last?.occurredAt.getTime() ?? 0) + 1));
};

/** Claims the names that come with an event, then appends it. Throws VersionConflict. */
const record = async (
  { stores, claims }: Parts,
  { productId, actor, at, commandId }: ProductRequest,
  { stream: { product: before, version: last }, event }: { stream: ProductStream; event: ProductEvent },
): Promise<ProductOutcome> => {
  const version = last + 1;
  const product = evolve(before, event, version);
  if (!product) throw new Error(`${event.type} does not make a product`);
  const names = newNames(before, product);
  const taken = names.length > 0 ? await claims.take([{ productId, version, names }], at) : undefined;
  const others = taken?.get(productId);
  if (others) return { ok: false, refusal: takenNames(others) };
  const occurredAt = await timeAfter(stores, productId, last, at);
  const recorded: NewEvent = { productId, version, event, occurredAt, actor, commandId };
  await stores.events.append([recorded]);
  await stores.documents.save(new Map([[productId, product]]));
  return { ok: true, productId, product };
};

const unknownProduct = (productId: string): ProductOutcome => ({
  ok: false,
  refusal: { code: 'PRODUCT_UNKNOWN', productId },
});

const decisionOn = (
  { command, productId }: ProductRequest,
  product: Product | undefined,
  rules: CatalogRules,
): Decision => (product ? decide(command, product, rules) : decideNew(command, productId, rules));

/** Whether this very request has been carried out: its answer got lost, and it is sent again. */
const isDone = async ({ events }: ProductStores, { productId, commandId }: ProductRequest): Promise<boolean> =>
  commandId !== undefined && (await events.ofCommand(productId, commandId)) !== undefined;

const attempt = async (parts: Parts, request: ProductRequest): Promise<ProductOutcome> => {
  const { productId, expectedVersion } = request;
  const stream = await loadStream(parts.stores, productId);
  const before = stream.product;
  if (before && (await isDone(parts.stores, request))) return { ok: true, productId, product: before };
  if (before && expectedVersion !== undefined && expectedVersion !== before.version)
    return stale(expectedVersion, before.version);
  const decision = decisionOn(request, before, await parts.rules());
  if (!decision.ok) return decision;
  if (decision.event) return record(parts, request, { stream, event: decision.event });
  return before ? { ok: true, productId, product: before } : unknownProduct(productId);
};

/**
 * Carries out a command: load, decide, claim names, append. Who loses against another writer looks again, unless the
 * editor named the version that was seen. Throws SUBGRAPH_UNAVAILABLE where it loses all the time.
 */
export const makeHandleProduct = (parts: Parts): HandleProduct => {
  const handle = async (request: ProductRequest, round: number): Promise<ProductOutcome> => {
    try {
      return await attempt(parts, request);
    } catch (err) {
      if (!(err instanceof VersionConflict)) throw err;
      if (round === ATTEMPTS) throw unavailable('catalog');
    }
    await pause(parts.random() * MOST_PAUSE_MS);
    return handle(request, round + 1);
  };
  return (request) => handle(request, 1);
};
