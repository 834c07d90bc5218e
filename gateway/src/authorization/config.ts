import { z } from 'zod';

export const authorizationConfig = {
  AUTHORIZATION_MODE: z
    .enum(['filter', 'reject'])
    .default('filter')
    .describe('what a viewer may not see is null with an error (filter), or refuses the whole request (reject)'),
};
