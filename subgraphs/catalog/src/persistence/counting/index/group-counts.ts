import { Numbers } from '../../../domain/numbers.ts';

/** Counts by group, with nothing to be cleared or gone through but what was counted. */
export class GroupCounts {
  private readonly counts = new Numbers();
  private readonly counted = new Numbers();

  add(group: number): void {
    if (group >= this.counts.length) this.counts.extend(group + 1 - this.counts.length);
    const count = this.counts.at(group);
    if (count === 0) this.counted.push(group);
    this.counts.values[group] = count + 1;
  }

  /** Shows what was counted, and begins anew. */
  take(visit: (group: number, count: number) => void): void {
    for (let at = 0; at < this.counted.length; at += 1) {
      const group = this.counted.at(at);
      visit(group, this.counts.at(group));
      this.counts.values[group] = 0;
    }
    this.counted.length = 0;
  }
}
