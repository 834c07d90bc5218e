import { Beginnings } from './beginnings.ts';
import { Postings } from './postings.ts';
import type { Slots } from './slots.ts';

/** The words of products and who has them. */
export class Terms {
  private readonly postings = new Postings();
  private readonly numbers = new Map<string, number>();
  /** By their first character, so that sorting some takes no long time. */
  private readonly byInitial = new Map<string, Beginnings>();

  add(word: string, slot: number): void {
    this.postings.add(this.numbers.get(word) ?? this.learn(word), slot);
  }

  addTo(slots: Slots, word: string): void {
    const number = this.numbers.get(word);
    if (number !== undefined) this.postings.addTo(slots, number);
  }

  addBeginning(slots: Slots, prefix: string): void {
    this.byInitial.get(prefix.charAt(0))?.forEach(prefix, (word) => this.addTo(slots, word));
  }

  private learn(word: string): number {
    const number = this.postings.addTerm();
    this.numbers.set(word, number);
    const initial = word.charAt(0);
    const alike = this.byInitial.get(initial) ?? new Beginnings();
    alike.add(word);
    this.byInitial.set(initial, alike);
    return number;
  }
}
