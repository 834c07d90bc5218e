const FIRST_LENGTH = 16;
const GROWTH = 1.5;

/** A list of integers that grows: four bytes each, and nothing for the garbage collector to look at. */
export class Numbers {
  length = 0;
  /** As long as `length`, or longer. */
  values = new Int32Array(FIRST_LENGTH);

  /** Makes room for some more, all 0, and returns the place of the first. */
  extend(count: number): number {
    const place = this.length;
    this.length += count;
    if (this.length > this.values.length) {
      const longer = new Int32Array(Math.ceil(this.length * GROWTH));
      longer.set(this.values);
      this.values = longer;
    }
    return place;
  }

  push(value: number): void {
    const place = this.extend(1); // which may have moved the values
    this.values[place] = value;
  }

  at(place: number): number {
    return this.values[place] ?? 0;
  }
}
