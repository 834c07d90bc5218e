import type { Buyer } from '../workload/journal.ts';

/** What a scenario has at hand: accounts, and SKUs with as many pieces as it asked for. */
export interface Scene {
  readonly gatewayUrl: string;
  readonly buyers: readonly Buyer[];
  readonly staff: Buyer;
  /** A SKU that nobody else in this scenario or another one wants. */
  skuWith(pieces: number): string;
}

export interface Scenario {
  readonly name: string;
  /** The pieces of each SKU that it takes, in order. */
  readonly pieces: readonly number[];
  /** Plays it, and returns what was not as it must be. */
  readonly play: (scene: Scene) => Promise<readonly string[]>;
}

/** A complaint where two things differ. */
export const mustBe = (what: string, actual: unknown, expected: unknown): string[] =>
  JSON.stringify(actual) === JSON.stringify(expected)
    ? []
    : [`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
