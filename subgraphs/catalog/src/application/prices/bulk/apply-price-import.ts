import { idFrom, type Money } from '@cardstock/contracts';
import { type Sql, setDeadline } from '@cardstock/messaging';
import { unavailable } from '@cardstock/service';
import { type Product, variantOf } from '../../../domain/product/state.ts';
import type { HandleProduct } from '../../products/handle-product.ts';
import { loadStream, type ProductStores } from '../../products/load-product.ts';
import { APPLY_PRICE_IMPORT } from './bulk-change-prices.ts';
import type { LineOutcome, PendingLine, PriceImport, PriceImports } from './ports.ts';

/** So many share a transaction, which holds no row that others wait for. */
const PRODUCTS_AT_ONCE = 25;
const ATTEMPTS = 10;

interface Parts {
  readonly stores: ProductStores;
  readonly handle: HandleProduct;
  readonly imports: PriceImports;
  now(): Date;
}

type Verdict = Omit<LineOutcome, 'line'>;
const refused = (code: string): Verdict => ({ status: 'REFUSED', code });
const applied: Verdict = { status: 'APPLIED', code: null };

const isAt = (price: Money, other: Money): boolean =>
  price.amount === other.amount && price.currency === other.currency;

/** Whether a line was planned on the price that its SKU has; it says what a price becomes, not of what. */
const objectionTo = ({ sku, oldPrice }: PendingLine, product: Product | undefined): Verdict | undefined => {
  const variant = product && variantOf(product, sku);
  if (!variant) return refused('VARIANT_UNKNOWN');
  return isAt(variant.price, oldPrice) ? undefined : refused('PRICE_MOVED');
};

type Judge = (line: PendingLine) => Verdict;

/** What an earlier attempt did that died before it could say so; undefined where there was none. */
const doneBefore = async ({ stores }: Parts, productId: string, commandId: string): Promise<Judge | undefined> => {
  const done = (await stores.events.ofCommand(productId, commandId))?.event;
  if (done?.type !== 'VariantPricesChanged') return undefined;
  const skus = new Set(done.prices.map(({ sku }) => sku));
  return ({ sku }) => (skus.has(sku) ? applied : refused('PRICE_MOVED'));
};

interface Work {
  readonly productId: string;
  readonly lines: readonly PendingLine[];
  readonly actor: string;
  readonly commandId: string;
}

/** One product: its prices change in one event, or none of them does. */
const changeProduct = async (parts: Parts, work: Work, attempt = 1): Promise<Judge> => {
  const { productId, lines, actor, commandId } = work;
  const { product } = await loadStream(parts.stores, productId);
  // Looked for after loading: a price that somebody else's attempt at the same work changed is not one that moved.
  const before = await doneBefore(parts, productId, commandId);
  if (before) return before;
  const wanted = lines.filter((line) => !objectionTo(line, product));
  const judge =
    (verdict: Verdict): Judge =>
    (line) =>
      objectionTo(line, product) ?? verdict;
  if (wanted.length === 0) return judge(applied);
  const prices = wanted.map(({ sku, newPrice }) => ({ sku, price: newPrice }));
  const command = { type: 'ChangePrices', prices } as const;
  const expectedVersion = product?.version;
  const outcome = await parts.handle({ productId, command, actor, at: parts.now(), commandId, expectedVersion });
  if (outcome.ok) return judge(applied);
  if (outcome.refusal.code !== 'PRODUCT_VERSION_STALE') return judge(refused(outcome.refusal.code));
  if (attempt === ATTEMPTS) throw unavailable('catalog');
  return changeProduct(parts, work, attempt + 1);
};

const changeNext = async (parts: Parts, sql: Sql, { id, actor }: PriceImport): Promise<boolean> => {
  const pending = await parts.imports.pending(sql, id, PRODUCTS_AT_ONCE);
  const outcomes: LineOutcome[] = [];
  for (const [productId, lines] of Map.groupBy(pending, (line) => line.productId)) {
    const commandId = idFrom('price-import', id, productId);
    const judge = await changeProduct(parts, { productId, lines, actor, commandId });
    for (const line of lines) outcomes.push({ line: line.line, ...judge(line) });
  }
  await parts.imports.settle(sql, id, outcomes);
  return pending.length > 0;
};

/** Carries out the next part of a bulk change, in the transaction that forgets its deadline, and sets the one for the rest. */
export const makeApplyPriceImport =
  (parts: Parts) =>
  async (sql: Sql, id: string): Promise<void> => {
    const found = await parts.imports.find(sql, id);
    if (!found || !(await changeNext(parts, sql, found))) return;
    await setDeadline(sql, { id, name: APPLY_PRICE_IMPORT, subject: id, dueAt: parts.now(), data: {} });
  };
