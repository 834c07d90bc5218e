import { baseConfig } from '@cardstock/service/core';
import { z } from 'zod';
import { executionConfig } from './execution/config.ts';

const url = z.url({ protocol: /^https?$/ });
const origins = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .pipe(z.array(url));

/** What the gateway reads from its environment. */
export const gatewayConfig = baseConfig.extend(executionConfig).extend({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  SUPERGRAPH_FILE: z.string().min(1).default('schema/supergraph.graphql'),
  AUTH_URL: url.optional(),
  CATALOG_URL: url.optional(),
  INVENTORY_URL: url.optional(),
  ORDER_URL: url.optional(),
  FULFILLMENT_URL: url.optional(),
  NOTIFICATION_URL: url.optional(),
  JWKS_URL: url.default('http://127.0.0.1:4001/.well-known/jwks.json').describe('public keys of the auth subgraph'),
  JWT_ISSUER: z.string().min(1).default('cardstock'),
  JWT_AUDIENCE: z.string().min(1).default('cardstock'),
  CORS_ORIGINS: origins.describe('web origins that may call from a browser, separated by commas'),
  SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().min(1).max(120_000).default(10_000),
  MAX_BODY_BYTES: z.coerce.number().int().min(1_024).max(10_485_760).default(262_144),
  MAX_TOKENS: z.coerce.number().int().min(10).max(100_000).default(2_000).describe('GraphQL tokens in one document'),
  MAX_ROOT_FIELDS: z.coerce.number().int().min(1).max(1_000).default(20).describe('fields at the top of one operation'),
  MAX_VALUES: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(10_000_000)
    .default(30_000)
    .describe('values in one answer, estimated'),
});

export type GatewayConfig = Readonly<z.infer<typeof gatewayConfig>>;
