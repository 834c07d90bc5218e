import type { Money } from '@cardstock/contracts';
import type { Sql } from '@cardstock/messaging';
import type { CardCondition, ProductKind } from '../../../domain/product.ts';

export const PRICE_LINE_STATUSES = ['PENDING', 'APPLIED', 'UNCHANGED', 'REFUSED', 'INVALID'] as const;
export type PriceLineStatus = (typeof PRICE_LINE_STATUSES)[number];

/** One SKU of a bulk change: what it cost when the change was planned, and what it is to cost. */
export interface PriceLine {
  readonly line: number;
  readonly sku: string | null;
  readonly productId: string | null;
  readonly oldPrice: Money | null;
  readonly newPrice: Money | null;
  readonly status: PriceLineStatus;
  readonly code: string | null;
}

/** A line that waits to be carried out. */
export interface PendingLine {
  readonly line: number;
  readonly sku: string;
  readonly productId: string;
  readonly oldPrice: Money;
  readonly newPrice: Money;
}

export interface PriceImport {
  readonly id: string;
  /** Of what was asked for: another request with the same id is another one. */
  readonly digest: string;
  readonly actor: string;
}

export type LineOutcome = Pick<PriceLine, 'line' | 'status' | 'code'>;

/** Bulk changes, in the transaction whose `sql` they are given. */
export interface PriceImports {
  /** False where there is one of this id. */
  add(sql: Sql, wanted: PriceImport, lines: readonly PriceLine[]): Promise<boolean>;
  find(sql: Sql, id: string): Promise<PriceImport | undefined>;
  lines(sql: Sql, id: string): Promise<PriceLine[]>;
  /** The pending lines of some products. */
  pending(sql: Sql, id: string, products: number): Promise<PendingLine[]>;
  settle(sql: Sql, id: string, outcomes: readonly LineOutcome[]): Promise<void>;
}

export interface PricedVariant {
  readonly sku: string;
  readonly productId: string;
  readonly price: Money;
}

/** SKUs for sale that a rule is for. An absent part does not restrict. */
export interface PriceFilter {
  readonly kind?: readonly ProductKind[] | undefined;
  readonly game?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
  readonly rarity?: readonly string[] | undefined;
  readonly condition?: readonly CardCondition[] | undefined;
  readonly foiling?: readonly string[] | undefined;
  readonly minPrice?: number | undefined;
  readonly maxPrice?: number | undefined;
}

export interface PricedVariants {
  bySkus(skus: readonly string[]): Promise<PricedVariant[]>;
  matching(filter: PriceFilter, limit: number): Promise<PricedVariant[]>;
}

/** A line of a file, or why it is none. */
export type PriceRecord =
  | { readonly line: number; readonly sku: string; readonly amount: string; readonly currency: string }
  | { readonly line: number; readonly problem: string };

/** The lines of a file. Throws BAD_USER_INPUT on a file that is none. */
export type ReadPriceFile = (csv: string) => PriceRecord[];
