import { Numbers } from '../numbers.ts';
import type { FacetCode } from './facet-code.ts';

interface AlikeProducts {
  /** Numbers of the code. */
  readonly group: number;
  /** The offers whose price is wanted; all of the group where absent. */
  readonly offers?: number;
  /** Those of them that are in stock; none where absent. */
  readonly stocked?: number;
  readonly count: number;
}

/** What a search found: products that are alike to every facet together, with how many they are. */
export class FoundProducts {
  readonly groups = new Numbers();
  readonly offers = new Numbers();
  readonly stocked = new Numbers();
  readonly counts = new Numbers();
  private readonly nothing: number;

  constructor(
    readonly code: FacetCode,
    /** Which they are, where they are few and that is known. */
    readonly ids?: readonly string[],
  ) {
    this.nothing = code.offersNumber([]);
  }

  get isEmpty(): boolean {
    return this.groups.length === 0;
  }

  add({ group, offers = this.code.groupOffers.at(group), stocked = this.nothing, count }: AlikeProducts): void {
    this.groups.push(group);
    this.offers.push(offers);
    this.stocked.push(stocked);
    this.counts.push(count);
  }
}
