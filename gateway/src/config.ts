import { baseConfig } from '@cardstock/service/core';
import { z } from 'zod';
import { authorizationConfig } from './authorization/config.ts';
import { costConfig } from './cost/config.ts';
import { deadlineConfig } from './deadline/deadline.ts';
import { executionConfig } from './execution/config.ts';
import { explorerConfig } from './explorer/config.ts';
import { graphConfig } from './graph/config.ts';
import { httpConfig } from './http/config.ts';
import { limitsConfig } from './limits/config.ts';
import { persistedConfig } from './persisted/config.ts';
import { rateLimitConfig } from './rate-limits/config.ts';
import { responseCacheConfig } from './response-cache/config.ts';
import { restConfig } from './rest/config.ts';
import { subgraphsConfig } from './subgraphs/config.ts';
import { subscriptionConfig } from './subscriptions/config.ts';
import { usageConfig } from './usage/config.ts';

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
export const gatewayConfig = baseConfig.extend({
  ...limitsConfig,
  ...costConfig,
  ...rateLimitConfig,
  ...persistedConfig,
  ...graphConfig,
  ...subgraphsConfig,
  ...deadlineConfig,
  ...executionConfig,
  ...subscriptionConfig,
  ...explorerConfig,
  ...usageConfig,
  ...restConfig,
  ...httpConfig,
  ...responseCacheConfig,
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
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
  ...authorizationConfig,
});

export type GatewayConfig = Readonly<z.infer<typeof gatewayConfig>>;
