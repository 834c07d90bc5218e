export interface FraudScore {
  /** From 0, nothing odd, to 100. */
  readonly score: number;
  readonly decision: 'ACCEPT' | 'REVIEW' | 'REJECT';
  readonly reasons: readonly string[];
}

export interface FraudRules {
  /** Orders of less, in minor units, are not looked at. */
  readonly checkFrom: number;
  readonly largeAmount: number;
  /** So many orders, or payment tokens, within the window are suspicious. */
  readonly manyOrders: number;
  readonly manyTokens: number;
  readonly windowMs: number;
  readonly reviewScore: number;
  readonly rejectScore: number;
}

export interface Suspect {
  /** In minor units. */
  readonly amount: number;
  readonly country: string;
  /** What the customer did within the window, this order included. */
  readonly orders: number;
  readonly tokens: number;
  /** Where earlier orders went. */
  readonly countries: readonly string[];
}

const HIGHEST = 100;

interface Rule {
  readonly reason: string;
  readonly points: number;
  readonly applies: (suspect: Suspect, rules: FraudRules) => boolean;
}

/** What is odd, and how much: one alone is never enough to refuse a payment. */
const RULES: readonly Rule[] = [
  { reason: 'large_amount', points: 40, applies: ({ amount }, { largeAmount }) => amount >= largeAmount },
  { reason: 'many_orders', points: 30, applies: ({ orders }, { manyOrders }) => orders >= manyOrders },
  { reason: 'many_tokens', points: 40, applies: ({ tokens }, { manyTokens }) => tokens >= manyTokens },
  {
    reason: 'new_country',
    points: 20,
    applies: ({ countries, country }) => countries.length > 0 && !countries.includes(country),
  },
];

const decisionFor = (score: number, { reviewScore, rejectScore }: FraudRules): FraudScore['decision'] => {
  if (score >= rejectScore) return 'REJECT';
  return score >= reviewScore ? 'REVIEW' : 'ACCEPT';
};

/** How suspicious an order looks, from 0 to 100, and what follows from it. */
export const scoreOf = (suspect: Suspect, rules: FraudRules): FraudScore => {
  const odd = RULES.filter(({ applies }) => applies(suspect, rules));
  const score = Math.min(
    HIGHEST,
    odd.reduce((sum, { points }) => sum + points, 0),
  );
  return { score, decision: decisionFor(score, rules), reasons: odd.map(({ reason }) => reason) };
};
