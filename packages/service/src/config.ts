import { z } from 'zod';

/** What every process reads from its environment. */
export const baseConfig = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  INTERNAL_KEY_FILE: z.string().min(1).describe("this service's private key (JWK), which signs its internal tokens"),
  INTERNAL_JWKS_FILE: z.string().min(1).describe('the public keys of all services (JWKS)'),
});

/** What a subgraph reads besides. */
export const subgraphConfig = baseConfig.extend({
  DATABASE_URL: z.url().describe('PostgreSQL database of this subgraph'),
  REDIS_URL: z.url().describe('Redis for the queues'),
});

export type BaseConfig = z.infer<typeof baseConfig>;
export type SubgraphConfig = z.infer<typeof subgraphConfig>;

/** The environment does not hold what a process needs. The message names every variable at fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Parses the environment once, reporting all problems together. Throws ConfigError. */
export const parseConfig = <Config>(
  schema: z.ZodType<Config>,
  env: Record<string, string | undefined>,
): Readonly<Config> => {
  const parsed = schema.safeParse(env);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map(({ path, message }) => `  ${path.join('.') || '(all)'}: ${message}`);
  throw new ConfigError(`The environment is not complete:\n${problems.join('\n')}`);
};
