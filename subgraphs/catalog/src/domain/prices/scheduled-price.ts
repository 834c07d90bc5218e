export const SCHEDULABLE_STATUSES = ['PENDING', 'APPLIED', 'REFUSED', 'CANCELLED'] as const;
export type SchedulableStatus = (typeof SCHEDULABLE_STATUSES)[number];

/** Prices that wait for their moment, of one SKU. */
export const MOST_PENDING = 20;
const DAY_MS = 86_400_000;
const FARTHEST_MS = 731 * DAY_MS;

/** What is wrong with the moment from which a price shall be asked; undefined where nothing is. */
export const wrongMoment = (effectiveAt: Date, now: Date): string | undefined => {
  const ahead = effectiveAt.getTime() - now.getTime();
  if (ahead <= 0) return 'must be in the future';
  return ahead > FARTHEST_MS ? 'must be within two years' : undefined;
};
