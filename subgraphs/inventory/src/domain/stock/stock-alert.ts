/** What staff is to know of a SKU. It stands until it is clearly over. */
export const ALERT_STATES = ['IN_STOCK', 'LOW_STOCK', 'OUT_OF_STOCK'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export type Threshold = 'LOW_STOCK' | 'OUT_OF_STOCK' | 'RESTOCKED';

/** Where the pieces of a SKU that can be sold lie between its thresholds. */
export type Band = 'NONE' | 'LOW' | 'BETWEEN' | 'PLENTY';

// A fifth more than little, one piece at least: who sells and gets back a single piece is not told each time.
const SLACK = 5;

/** The band of so many pieces that can be sold, where so many or fewer are little. */
export const bandOf = (available: number, lowStockAt: number): Band => {
  if (available <= 0) return 'NONE';
  if (available <= lowStockAt) return 'LOW';
  return available <= lowStockAt + Math.max(1, Math.floor(lowStockAt / SLACK)) ? 'BETWEEN' : 'PLENTY';
};

/** The state of a SKU that has no history. */
export const stateIn = (band: Band): AlertState => {
  if (band === 'NONE') return 'OUT_OF_STOCK';
  return band === 'LOW' ? 'LOW_STOCK' : 'IN_STOCK';
};

/** The state that follows. What was out of stock stays so until there is plenty: a few pieces are no end of the alert. */
export const nextState = (state: AlertState, band: Band): AlertState => {
  switch (band) {
    case 'NONE':
      return 'OUT_OF_STOCK';
    case 'LOW':
      return state === 'OUT_OF_STOCK' ? 'OUT_OF_STOCK' : 'LOW_STOCK';
    case 'BETWEEN':
      return state;
    case 'PLENTY':
      return 'IN_STOCK';
  }
};

/** What is said of a SKU that came into a state. */
export const thresholdOf = (state: AlertState): Threshold => (state === 'IN_STOCK' ? 'RESTOCKED' : state);
