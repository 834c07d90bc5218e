import { Numbers } from '../../../domain/numbers.ts';

export interface PriceRange {
  readonly min: number;
  readonly max: number;
}

/** An offer's place among those of its product, and what is asked for it. */
export interface OfferPrice {
  readonly place: number;
  readonly price: number;
}

/** A set of offers is a number, a bit for each place: an offer too many is not told from the others. */
export const MOST_OFFERS = 31;

/** What the SKUs of products cost, by slot. */
export class Prices {
  /** Where the prices of each slot begin, and the end of the last. */
  private readonly starts = new Numbers();
  private readonly places = new Numbers();
  private readonly prices = new Numbers();

  constructor() {
    this.starts.push(0);
  }

  /** Of the next slot. */
  add(offers: readonly OfferPrice[]): void {
    for (const { place, price } of offers) {
      this.places.push(place);
      this.prices.push(price);
    }
    this.starts.push(this.prices.length);
  }

  /** The offers with a price in the range; 0 for none. */
  offersIn(slot: number, { min, max }: PriceRange): number {
    const end = this.starts.at(slot + 1);
    let offers = 0;
    for (let at = this.starts.at(slot); at < end; at += 1) {
      const price = this.prices.at(at);
      if (price >= min && price <= max) offers |= 1 << this.places.at(at);
    }
    return offers;
  }
}
