import { z } from 'zod';

const budget = (points: number, who: string) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000_000)
    .default(points)
    .describe(`cost that one operation of ${who} may have`);

/** How much one operation may cost, by who asks. */
export const costConfig = {
  MAX_COST_ANONYMOUS: budget(5_000, 'a visitor without a login'),
  MAX_COST_CUSTOMER: budget(10_000, 'a customer'),
  MAX_COST_STAFF: budget(50_000, 'staff'),
  SHOW_COST: z.stringbool().default(false).describe('answer with the estimated cost in extensions.cost'),
};
