import { z } from 'zod';

/** How operations are executed. */
export const executionConfig = {
  MERGE_READS: z
    .stringbool()
    .default(true)
    .describe('identical reads of a subgraph that are under way for the same viewer become one call'),
};
