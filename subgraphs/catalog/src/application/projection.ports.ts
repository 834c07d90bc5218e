import type { Sql } from '@cardstock/messaging';
import type { ProductStatus } from '../domain/product/status.ts';
import type { CardCondition, ProductKind } from '../domain/product.ts';
import type { SearchWords } from '../domain/search-words.ts';

/** A product that clients do not find: a draft, or what is not sold any more. */
export interface UnlistedProductRow {
  readonly id: string;
  readonly slug: string;
  readonly kind: ProductKind;
  readonly name: string;
  readonly game: string;
  readonly set_name: string | null;
  readonly number: string | null;
  readonly rarity: string | null;
  readonly types: readonly string[];
  readonly text: string | null;
  readonly artists: readonly string[];
  readonly image_url: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly version: number;
  readonly status: ProductStatus;
  readonly category_ids: readonly string[];
}

/** A product that is for sale, as the table has it; its words become the search vector. */
export interface ProductRow extends UnlistedProductRow {
  readonly plain_name: string;
  readonly min_price: number;
  readonly max_price: number;
  readonly conditions: readonly string[];
  readonly foilings: readonly string[];
  readonly offers: readonly string[];
  readonly created_position: number;
  readonly words: SearchWords;
}

/** A variant as the table has it, and since when its price may be in force. */
export interface VariantRow {
  readonly sku: string;
  readonly product_id: string;
  readonly place: number;
  readonly title: string;
  readonly edition: string | null;
  readonly foiling: string | null;
  readonly condition: CardCondition | null;
  readonly language: string;
  readonly price_amount: number;
  readonly price_currency: string;
  readonly weight_grams: number;
  readonly changed_at: Date;
  /** Not sold any more; stock and old orders still name it. */
  readonly is_retired: boolean;
}

export interface ReadModelRows {
  readonly products: readonly ProductRow[];
  readonly unlisted: readonly UnlistedProductRow[];
  readonly variants: readonly VariantRow[];
}

/** The tables that queries read. Each function works in the transaction whose `sql` it is given. */
export interface ReadModel {
  /** The position to go on from, locked until the transaction ends; undefined while another projector holds it. */
  claimPosition(sql: Sql): Promise<number | undefined>;
  savePosition(sql: Sql, position: number): Promise<void>;
  /** Brings the tables to these rows. Stock is not theirs: it stays. */
  saveRows(sql: Sql, rows: ReadModelRows): Promise<void>;
}

export interface Level {
  readonly sku: string;
  readonly available: number;
  readonly revision: number;
}

/** Takes over levels that are newer than what is known, and returns the SKUs that are not known at all. */
export type ApplyLevels = (sql: Sql, levels: readonly Level[]) => Promise<string[]>;

/** How far others were told of something. Each function works in the transaction whose `sql` it is given. */
export interface ToldVersion {
  /** The version to go on from, locked until the transaction ends; undefined while somebody else holds it. */
  claim(sql: Sql): Promise<number | undefined>;
  save(sql: Sql, version: number): Promise<void>;
}
