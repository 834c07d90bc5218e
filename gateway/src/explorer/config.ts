import { z } from 'zod';

const login = z
  .string()
  .regex(/^[^:,]+:[^,]+$/, 'is written email:password')
  .transform((pair) => ({ email: pair.slice(0, pair.indexOf(':')), password: pair.slice(pair.indexOf(':') + 1) }));

/** The page for people at "/". */
export const explorerConfig = {
  EXPLORER: z
    .enum(['auto', 'on', 'off'])
    .default('auto')
    .describe('whether browsers get GraphiQL at "/"; auto: except in production'),
  EXPLORER_LOGINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter(Boolean))
    .pipe(z.array(login).max(10))
    .describe('email:password of demo accounts that GraphiQL logs in with one click; never shown in production'),
};
