import type { Sql } from '@cardstock/messaging';
import { type ChangedProduct, type Changes, readChanges, WORD_END } from './changed-products.queries.ts';
import type { FacetGroups } from './facet-groups.queries.ts';
import { type IndexedProduct, ProductIndex } from './index/product-index.ts';
import { readState } from './state.queries.ts';

interface FollowOptions {
  readonly sql: Sql;
  readonly groups: FacetGroups;
  /** More would need too much memory, and are not indexed; none where it is 0. */
  readonly mostProducts: number;
  readonly whenTooMany: () => void;
}

interface Progress {
  readonly index: ProductIndex;
  /** The last change that is in it. */
  readonly change: number;
  /** Undefined before the first batch. */
  readonly generation?: string;
  /** Of the tables; undefined where the index is behind. */
  readonly version?: string | undefined;
}

const BATCH = 500;
/** So many slots that nobody has any more are always borne. */
const FEW_LEFT = 20_000;

const begin = (): Progress => ({ index: new ProductIndex(), change: 0 });

const isWorn = ({ left, size }: ProductIndex): boolean => left > Math.max(FEW_LEFT, size);

const toIndexed = (
  { id, words, categories, offers, priced, prices }: ChangedProduct,
  group: number,
): IndexedProduct => {
  const places = new Map(offers.map((offer, place) => [offer, place]));
  return {
    id,
    group,
    words: words.split(WORD_END),
    categories,
    offers: prices.map((price, at) => ({ price, place: places.get(priced[at] ?? '') ?? offers.length })),
  };
};

/** An index of all products, filled and kept up to date from the tables. */
export class FollowedIndex {
  private now = begin();
  private isTooMany: boolean;
  private running: Promise<boolean> | undefined;

  constructor(private readonly options: FollowOptions) {
    this.isTooMany = options.mostProducts === 0;
  }

  /** How many products it can count; 0 while it is being filled. */
  get size(): number {
    return this.now.version === undefined ? 0 : this.now.index.size;
  }

  /** The index, as new as this version of the tables or newer; undefined where more than a batch is missing. */
  async at(version: string): Promise<ProductIndex | undefined> {
    if (this.now.version === undefined) return undefined;
    if (this.now.version !== version) await this.running; // which may have begun before that version was there
    if (this.now.version !== version) await this.advance();
    return this.now.version === undefined ? undefined : this.now.index;
  }

  /** Takes one batch of changes if there are any. Resolves to whether none is left. */
  async keepUp(): Promise<boolean> {
    const { version } = await readState(this.options.sql);
    return version === this.now.version || this.advance();
  }

  /** Takes one batch of changes, once for all who ask meanwhile. Resolves to whether none is left. */
  async advance(): Promise<boolean> {
    if (this.isTooMany) return true;
    this.running ??= this.step().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async step(): Promise<boolean> {
    const { sql, groups } = this.options;
    const changes = await readChanges(sql, this.now.change, BATCH);
    groups.useDatabase(changes.state.database);
    await groups.learn(changes.products.flatMap(({ group }) => group ?? []));
    // Nothing is awaited from here on, so that nobody counts in between.
    const { generation = changes.state.generation, index } = this.now;
    if (generation !== changes.state.generation || isWorn(index)) {
      this.now = begin();
      return false;
    }
    const isLast = this.take(changes);
    if (index.size > this.options.mostProducts) this.giveUp();
    return isLast;
  }

  private take({ state, products }: Changes): boolean {
    const { index, change } = this.now;
    for (const product of products) {
      if (product.group === null) index.remove(product.id);
      else index.put(toIndexed(product, this.options.groups.numberOf(product.group)));
    }
    const isLast = products.length < BATCH;
    this.now = {
      index,
      change: products.at(-1)?.change ?? change,
      generation: state.generation,
      version: isLast ? state.version : undefined,
    };
    return isLast;
  }

  private giveUp(): void {
    this.now = begin();
    this.isTooMany = true;
    this.options.whenTooMany();
  }
}
