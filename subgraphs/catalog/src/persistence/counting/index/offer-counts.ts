import { Numbers } from '../../../domain/numbers.ts';

/** So many products of a group have these offers in the wanted range, a bit for each. */
export type VisitCount = (group: number, offers: number, count: number) => void;

/** Counts by group and offers: for each group a chain of the few sets of offers that its products were seen with. */
export class OfferCounts {
  /** Of each group the last entry, plus 1. */
  private readonly last = new Numbers();
  private readonly groups = new Numbers();
  private readonly offers = new Numbers();
  private readonly counts = new Numbers();
  private readonly before = new Numbers();

  add(group: number, offers: number): void {
    if (group >= this.last.length) this.last.extend(group + 1 - this.last.length);
    let entry = this.last.at(group);
    while (entry > 0 && this.offers.at(entry - 1) !== offers) entry = this.before.at(entry - 1);
    if (entry === 0) entry = this.start(group, offers);
    this.counts.values[entry - 1] = this.counts.at(entry - 1) + 1;
  }

  /** Shows what was counted, and begins anew. */
  take(visit: VisitCount): void {
    for (let at = 0; at < this.groups.length; at += 1) {
      visit(this.groups.at(at), this.offers.at(at), this.counts.at(at));
      this.last.values[this.groups.at(at)] = 0;
    }
    for (const list of [this.groups, this.offers, this.counts, this.before]) list.length = 0;
  }

  private start(group: number, offers: number): number {
    this.groups.push(group);
    this.offers.push(offers);
    this.counts.push(0);
    this.before.push(this.last.at(group));
    this.last.values[group] = this.groups.length;
    return this.groups.length;
  }
}
