import { Numbers } from '../../../domain/numbers.ts';
import { GroupCounts } from './group-counts.ts';
import { OfferCounts, type VisitCount } from './offer-counts.ts';
import { type OfferPrice, type PriceRange, Prices } from './prices.ts';
import { addAll, forEachSlot, keepOnly, noSlots, opposite, putSlot, removeSlot, type Slots } from './slots.ts';
import { Terms } from './terms.ts';
import type { WordQuery } from './word-query.ts';

export interface IndexedProduct {
  readonly id: string;
  /** The number of what facets see of it. */
  readonly group: number;
  readonly words: readonly string[];
  readonly categories: readonly string[];
  readonly offers: readonly OfferPrice[];
}

/** An absent part does not restrict. */
export interface IndexQuery {
  readonly words?: WordQuery | undefined;
  /** Ids, one of which a product has. */
  readonly categories?: readonly string[] | undefined;
}

/**
 * The words of all products in memory, so that what many have is counted in a millisecond. A product that changes gets
 * a new slot, and its old one is nobody's from then on.
 */
export class ProductIndex {
  /** So many offers has the product that has most. */
  mostOffers = 0;
  private readonly slots = new Map<string, number>();
  private readonly ids: string[] = [];
  private readonly groups = new Numbers();
  private readonly words = new Terms();
  private readonly categories = new Terms();
  private readonly prices = new Prices();
  private readonly groupCounts = new GroupCounts();
  private readonly offerCounts = new OfferCounts();
  private taken = noSlots(0);

  get size(): number {
    return this.slots.size;
  }

  /** Slots that nobody has any more: they cost memory until the index is made anew. */
  get left(): number {
    return this.ids.length - this.slots.size;
  }

  put({ id, group, words, categories, offers }: IndexedProduct): void {
    this.remove(id);
    const slot = this.ids.push(id) - 1;
    this.slots.set(id, slot);
    this.groups.push(group);
    this.prices.add(offers);
    for (const { place } of offers) this.mostOffers = Math.max(this.mostOffers, place + 1);
    for (const word of words) this.words.add(word, slot);
    for (const category of categories) this.categories.add(category, slot);
    if (slot >= this.taken.length * 32) this.taken = addAll(noSlots(slot * 2 + 1), this.taken);
    putSlot(this.taken, slot);
  }

  remove(id: string): void {
    const slot = this.slots.get(id);
    if (slot === undefined) return;
    removeSlot(this.taken, slot);
    this.slots.delete(id);
  }

  find({ words, categories }: IndexQuery): Slots {
    const found = words ? this.withWords(words) : opposite(this.none());
    if (categories) {
      const assigned = this.none();
      for (const category of categories) this.categories.addTo(assigned, category);
      keepOnly(found, assigned);
    }
    return keepOnly(found, this.taken);
  }

  countGroups(found: Slots, visit: (group: number, count: number) => void): void {
    forEachSlot(found, (slot) => this.groupCounts.add(this.groups.at(slot)));
    this.groupCounts.take(visit);
  }

  /** By group and by the offers in a range of prices; those with none do not count. */
  countOffers(found: Slots, range: PriceRange, visit: VisitCount): void {
    forEachSlot(found, (slot) => {
      const offers = this.prices.offersIn(slot, range);
      if (offers !== 0) this.offerCounts.add(this.groups.at(slot), offers);
    });
    this.offerCounts.take(visit);
  }

  idsOf(found: Slots): string[] {
    const ids: string[] = [];
    forEachSlot(found, (slot) => ids.push(this.ids[slot] ?? ''));
    return ids;
  }

  private none(): Slots {
    return noSlots(this.ids.length);
  }

  private withWords(query: WordQuery): Slots {
    switch (query.type) {
      case 'Word': {
        const slots = this.none();
        if (query.isBeginning) this.words.addBeginning(slots, query.word);
        else this.words.addTo(slots, query.word);
        return slots;
      }
      case 'Not':
        return opposite(this.withWords(query.query));
      case 'And':
        return query.queries.map((one) => this.withWords(one)).reduce(keepOnly);
      case 'Or':
        return query.queries.map((one) => this.withWords(one)).reduce(addAll);
    }
  }
}
