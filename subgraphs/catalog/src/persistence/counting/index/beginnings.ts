/** How many may be new before all are sorted again: a share of them, so that it is seldom. */
const NEW_SHARE = 8;
const FEW_NEW = 64;

/** Words by their order, for those that begin as somebody typed. */
export class Beginnings {
  private sorted: string[] = [];
  private fresh: string[] = [];

  /** A word that was not added before. */
  add(word: string): void {
    this.fresh.push(word);
    if (this.fresh.length <= FEW_NEW + this.sorted.length / NEW_SHARE) return;
    this.sorted = this.sorted.concat(this.fresh).sort();
    this.fresh = [];
  }

  forEach(prefix: string, visit: (word: string) => void): void {
    for (let at = this.firstFrom(prefix); this.sorted[at]?.startsWith(prefix); at += 1) visit(this.sorted[at] ?? '');
    for (const word of this.fresh) if (word.startsWith(prefix)) visit(word);
  }

  private firstFrom(prefix: string): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.sorted[middle] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
